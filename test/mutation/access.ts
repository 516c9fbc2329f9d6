import { takeTests } from './all';

takeTests('access');
