import type { Catalogue } from '../messages.ts';

/** Refusals of this part of the house. */
export const accessMessages = {} as const satisfies Catalogue;
