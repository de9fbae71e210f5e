import type { Catalogue } from '../messages.ts';
import { bodyMessages } from './body-messages.ts';

/** Refusals of this part of the house. */
export const documentMessages = { ...bodyMessages } as const satisfies Catalogue;
