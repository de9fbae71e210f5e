import type { ActDefinition } from '../platform/act.ts';
import { importActs } from './import-acts.ts';
import { personActs } from './person-acts.ts';
import { postActs } from './post-acts.ts';
import { unitActs } from './unit-acts.ts';

/** Everything that changes units, posts, roles, people and permissions. */
export const organisationActs: ActDefinition[] = [
	...unitActs,
	...postActs,
	...personActs,
	...importActs,
];
