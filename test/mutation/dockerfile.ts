import { takeTests } from './all';

takeTests('dockerfile');
