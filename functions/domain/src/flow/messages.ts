import type { Catalogue } from '../messages.ts';

/** Refusals of this part of the house. */
export const flowMessages = {} as const satisfies Catalogue;
