import { describe, expect, test } from 'vitest';
import { sealVault } from './vault.ts';

/** A cheap lock; the real cost is tried in seal.test.ts. */
const COST = 2 ** 10;
const context = { pepper: '胡椒', sealId: 'office' };
const secret = Buffer.from('私钥与印模');
const lock = () => sealVault.wrap(secret, '印章Pass@2026', context, COST);

describe('the vault of seals', () => {
	test('opens with password, pepper and seal', async () => {
		expect(await sealVault.open(await lock(), '印章Pass@2026', context)).toEqual(secret);
	});

	test('takes the same password from any keyboard', async () => {
		expect(await sealVault.open(await lock(), '印章Ｐａｓｓ＠２０２６', context)).toEqual(secret);
	});

	test.each([
		['another password', '印章Pass@2025', context],
		['another pepper', '印章Pass@2026', { ...context, pepper: '盐' }],
		['another seal’s name', '印章Pass@2026', { ...context, sealId: 'party' }],
	])('does not open with %s', async (_, password, other) => {
		expect(await sealVault.open(await lock(), password, other)).toBeNull();
	});

	test.each(['salt', 'keyNonce', 'key', 'nonce', 'content'] as const)(
		'does not open when its %s was altered',
		async (field) => {
			const record = await lock();
			const bytes = Buffer.from(record[field], 'base64');
			bytes[0] = (bytes[0] ?? 0) ^ 1;
			const altered = { ...record, [field]: bytes.toString('base64') };
			expect(await sealVault.open(altered, '印章Pass@2026', context)).toBeNull();
		},
	);

	test('refuses a record that would exhaust the memory', async () => {
		const record = { ...(await lock()), cost: 2 ** 24 };
		expect(await sealVault.open(record, '印章Pass@2026', context)).toBeNull();
	});

	test('changes its password without opening the secret', async () => {
		const record = await lock();
		const change = { old: '印章Pass@2026', new: '新口令2027' };
		const changed = await sealVault.rewrap(record, change, context);
		expect(changed?.content).toBe(record.content);
		if (changed === null) throw new Error('the old password is right');
		expect(await sealVault.open(changed, change.new, context)).toEqual(secret);
		expect(await sealVault.open(changed, change.old, context)).toBeNull();
		expect(await sealVault.rewrap(record, { ...change, old: 'x' }, context)).toBeNull();
	});

	test('never gives the same record twice', async () => {
		const [one, other] = await Promise.all([lock(), lock()]);
		expect(one.content).not.toBe(other.content);
		expect(one.salt).not.toBe(other.salt);
	});
});
