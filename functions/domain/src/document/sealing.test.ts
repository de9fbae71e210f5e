import { describe, expect, test } from 'vitest';
import { emptyElements } from './elements.ts';
import type { SealEvidence } from './model.ts';
import { nextInLine, nextSignatory, signatoriesOf } from './sealing.ts';

const aDocument = (jointOrgans: string[], signers: string[], stamped = 0) => ({
	issuer: '云州市医疗保障局',
	signedBy: 'director',
	signedByName: '沈砚舟',
	seal: null,
	seals: Array.from({ length: stamped }, () => ({}) as SealEvidence),
	elements: { ...emptyElements(), closing: '签名章' as const, jointOrgans, signers },
});

describe('whose signatures close a document', () => {
	test('alone, it is who signed it, with the post that was typed', () => {
		const document = aDocument([], []);
		expect(signatoriesOf(document)).toMatchObject([{ post: '', name: '沈砚舟', uid: 'director' }]);
		document.elements.signerPost = '局长';
		expect(signatoriesOf(document)).toMatchObject([{ post: '局长' }]);
	});

	test('jointly, one an organ in order; whoever is not named is nobody', () => {
		const document = aDocument(['云州市财政局', '云州市民政局'], ['云州市财政局局长 林照野']);
		expect(signatoriesOf(document)).toEqual([
			{ organ: '云州市医疗保障局', post: '云州市医疗保障局', name: '沈砚舟', uid: 'director' },
			{ organ: '云州市财政局', post: '云州市财政局局长', name: '林照野', uid: null },
			{ organ: '云州市民政局', post: '云州市民政局', name: '', uid: null },
		]);
	});

	test('they stamp one after the other, until all have', () => {
		const after = (stamped: number) => aDocument(['云州市财政局'], ['局长 林照野'], stamped);
		const names = [0, 1, 2].map((stamped) => nextSignatory(after(stamped))?.name ?? null);
		expect(names).toEqual(['沈砚舟', '林照野', null]);
		expect(nextInLine(after(1))).toBe('林照野');
		expect(nextInLine(after(2))).toBeNull();
		const sealed = { ...after(1), elements: { ...after(1).elements, closing: '印章' as const } };
		expect(nextInLine(sealed)).toBe('云州市财政局');
	});
});
