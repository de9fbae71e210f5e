import { checkConformity, clauses } from '@wenshu/domain/conformity/conformity.ts';
import { expect, test } from 'vitest';
import { corpus } from './documents.ts';
import { produce, type Produced } from './produce.ts';
import { spoiled } from './spoiled.ts';

const produced = new Map<string, Promise<Produced>>();

function documentOf(name: string) {
	const document = corpus.find((one) => one.name === name);
	if (document === undefined) throw new Error(`no document ${name}`);
	const file = produced.get(name) ?? produce(document);
	produced.set(name, file);
	return { document, file };
}

test('every clause can fail', () => {
	const tried = new Set(spoiled.map((one) => one.clause));
	expect(clauses.map((one) => one.id).filter((id) => !tried.has(id))).toEqual([]);
});

for (const { clause, document: name, spoil } of spoiled) {
	test(`${clause} fails on ${name} once it is broken`, async () => {
		const { document, file } = documentOf(name);
		const { paper, lines } = await file;
		const broken = structuredClone(paper);
		const page = structuredClone(document.page);
		const before = checkConformity(broken, page, lines).find((one) => one.id === clause);
		expect(before?.outcome).toBe('pass');
		spoil(broken, page);
		const after = checkConformity(broken, page, lines).find((one) => one.id === clause);
		expect(after).toMatchObject({ id: clause, outcome: 'fail' });
	});
}
