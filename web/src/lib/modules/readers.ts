import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import type { AnyModule } from '@wenshu/domain/records/module.ts';
import type { Component } from 'svelte';

/** Detail pages of their own, by module: what the generic page cannot show well enough. */
export const readers: Partial<
	Record<string, () => Promise<{ default: Component<{ module: AnyModule; record: StoredRecord }> }>>
> = {
	bulletin: () => import('./bulletin/BulletinReader.svelte'),
};
