import { takeTests } from './all';

takeTests('standards');
