import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ActOutcome } from './act.svelte.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
vi.mock('./firebase.ts', () => ({}));
const { Drafts } = await import('./drafts.svelte.ts');

type Field = 'title' | 'reason';
interface Stored {
	version: number;
	values: Partial<Record<Field, unknown>>;
}

/** A server whose answers are given by the test. */
class Form extends Drafts<Field, Stored> {
	server: Stored = { version: 1, values: { title: '原题' } };
	readonly sent: { changes: object; answer: (outcome: ActOutcome) => void }[] = [];

	constructor() {
		super('one', () => this.server, 900);
	}
	protected override storedValue(field: Field): unknown {
		return this.server.values[field];
	}
	protected override send(changes: ReadonlyMap<Field, unknown>): Promise<ActOutcome> {
		return new Promise((answer) => {
			this.sent.push({ changes: Object.fromEntries(changes), answer });
		});
	}
	/** A new state of the record arrives. */
	arrive(values: Stored['values']): void {
		this.server = { version: this.server.version + 1, values };
		this.settle(this.server);
	}
	async answer(at: number, outcome: ActOutcome = { ok: true, result: null }): Promise<void> {
		this.sent[at]?.answer(outcome);
		await vi.advanceTimersByTimeAsync(0);
	}
}

describe('fields that are being typed', () => {
	let form: Form;
	beforeEach(() => {
		vi.useFakeTimers();
		form = new Form();
	});
	afterEach(() => vi.useRealTimers());

	test('show what was typed until the server has taken it, and follow the server then', async () => {
		form.set('title', '新');
		form.set('title', '新题');
		expect(form.words).toBe('正在保存…');
		await vi.advanceTimersByTimeAsync(900);
		expect(form.sent.map(({ changes }) => changes)).toEqual([{ title: '新题' }]);
		// A colleague's change of another field arrives before the answer.
		form.arrive({ title: '原题', reason: '同事所写' });
		expect([form.get('title'), form.get('reason')]).toEqual(['新题', '同事所写']);
		form.arrive({ title: '新题', reason: '同事所写' });
		await form.answer(0);
		expect(form.words).toMatch(/^已自动保存 /);
		form.arrive({ title: '他人改题' });
		expect(form.get('title')).toBe('他人改题');
	});

	test('go in one request at a time; what was typed meanwhile goes with the next', async () => {
		form.set('title', '甲');
		const first = form.flush();
		form.set('title', '乙');
		const second = form.flush();
		await vi.advanceTimersByTimeAsync(0);
		expect(form.sent).toHaveLength(1);
		await form.answer(0);
		await form.answer(1);
		expect(form.sent.map(({ changes }) => changes)).toEqual([{ title: '甲' }, { title: '乙' }]);
		expect(await Promise.all([first, second])).toEqual([true, true]);
		expect(form.get('title')).toBe('乙');
	});

	test('keep what was refused, say why, and go again when asked', async () => {
		form.set('title', '');
		const flushed = form.flush();
		await form.answer(0, { ok: false, code: 'document/noTitle', message: '请填写标题。' });
		expect(await flushed).toBe(false);
		expect([form.words, form.refusal, form.get('title')]).toEqual([
			'请填写标题。',
			'请填写标题。',
			'',
		]);
		form.set('title', '补上的题');
		expect(form.refusal).toBeNull();
		const again = form.flush();
		await form.answer(1);
		expect(await again).toBe(true);
	});

	test('wait on this machine while there is no network', async () => {
		form.set('title', '离线所写');
		const flushed = form.flush();
		await form.answer(0, { ok: false, queued: true, code: 'outbox/queued', message: '' });
		expect(await flushed).toBe(true);
		expect(form.words).toBe('离线，修改已存本机');
		expect(form.get('title')).toBe('离线所写');
	});

	test('are sent only when they differ, and not before they are left where that is asked', async () => {
		form.set('title', '改', false);
		await vi.advanceTimersByTimeAsync(5_000);
		expect(form.sent).toHaveLength(0);
		form.set('title', '原题', false);
		form.set('reason', null, false);
		expect(await form.flush()).toBe(true);
		expect(form.sent).toHaveLength(0);
		expect(form.words).toBe('');
	});
});
