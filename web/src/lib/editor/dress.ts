import type { BodyNode } from '@wenshu/domain/document/body.ts';

/** Attributes of a shown text node or block beside its own, or null. */
export type Dress = (node: BodyNode) => Record<string, string | number | undefined> | null;
