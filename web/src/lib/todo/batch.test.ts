import { beforeAll, expect, test, vi } from 'vitest';
import type { Line } from './lines.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
vi.mock('../platform/act.svelte.ts', () => ({ act: () => undefined }));

let module: typeof import('./batch.svelte.ts');
let most: number;
beforeAll(async () => {
	module = await import('./batch.svelte.ts');
	({ BATCH_LIMIT: most } = await import('./lines.ts'));
});

const line = (id: string, batch = true) =>
	({ id, title: id, batch: batch ? { instanceId: id, taskId: id } : null }) as Line;
const refusal = { ok: false, code: 'flow/chooseNext', message: '请选择下一环节。' } as const;

test('each task has a result of its own, and only what was refused is sent again', async () => {
	const sent: string[] = [];
	let refuses = true;
	const batch = new module.Batch([line('a'), line('b'), line('c')], (each) => {
		sent.push(each.id);
		return Promise.resolve(
			each.id === 'b' && refuses ? refusal : { ok: true as const, result: {} },
		);
	});
	await batch.run('同意。');
	expect(batch.items.map(({ state, reason }) => [state, reason])).toEqual([
		['done', ''],
		['refused', '请选择下一环节。'],
		['done', ''],
	]);
	expect(batch.left).toBe(1);
	refuses = false;
	await batch.run('同意。');
	expect(sent).toEqual(['a', 'b', 'c', 'b']);
	expect(batch.left).toBe(0);
});

test('steps that must be handled singly are left out, and so is what is beyond the limit', () => {
	const many = Array.from({ length: most + 5 }, (_, n) => line(String(n)));
	const batch = new module.Batch([line('single', false), ...many]);
	expect(batch.items).toHaveLength(most);
	expect(batch.items[0]?.line.id).toBe('0');
});
