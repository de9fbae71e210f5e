import { getSchema } from '@tiptap/core';
import { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { cleanBody, plainText, type BodyNode } from '@wenshu/domain/document/body.ts';
import { emptyElements } from '@wenshu/domain/document/elements.ts';
import { checkDraft } from '@wenshu/domain/drafting/check-draft.ts';
import type { Finding } from '@wenshu/domain/drafting/finding.ts';
import { describe, expect, test } from 'vitest';
import { textExtensions } from '../editor/schema.ts';
import { fixTransaction, placeOfFinding } from './fix-text.ts';

const schema = getSchema(textExtensions());
const line = (text: string): BodyNode =>
	text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [{ type: 'text', text }] };

function open(...lines: (string | BodyNode)[]): EditorState {
	const content = lines.map((one) => (typeof one === 'string' ? line(one) : one));
	return EditorState.create({ doc: Node.fromJSON(schema, { type: 'doc', content }) });
}
function check(state: EditorState, kind: '请示' | '通知' = '通知'): Finding[] {
	return checkDraft({
		elements: { ...emptyElements(), kind, title: `甲局关于乙的${kind}`, mainRecipients: ['丙'] },
		issuer: '甲局',
		body: cleanBody(state.doc.toJSON() as BodyNode),
		status: 'draft',
		subordinates: [],
		departments: [],
		suggestions: 0,
		notes: 0,
	});
}
const words = (state: EditorState) => plainText(state.doc.toJSON() as BodyNode).split('\n');
function fix(state: EditorState, choose: (one: Finding) => boolean): string[] {
	const tr = fixTransaction(state, check(state).filter(choose));
	return words(tr ? state.apply(tr) : state);
}

describe('DRAFT-6 fixes are edits of the text', () => {
	test('many at once, in one transaction', () => {
		const state = open('各县(区),各单位:', '于26年01月05日前,报送.');
		const once = fix(state, ({ fix: one }) => one?.kind === 'replace');
		expect(once).toEqual(['各县（区），各单位：', '于2026年1月5日前，报送。']);
	});
	test('around struck-out words, which stay struck out', () => {
		const struck = { type: 'del', attrs: { id: 's', by: 'a', at: '1' } };
		const state = open({
			type: 'paragraph',
			content: [
				{ type: 'text', text: '安排布' },
				{ type: 'text', text: '好', marks: [struck] },
				{ type: 'text', text: '署工作' },
			],
		});
		const tr = fixTransaction(state, check(state));
		const after = tr ? state.apply(tr) : state;
		expect(words(after)).toEqual(['安排部署工作']);
		expect(after.doc.textContent).toBe('安排部署好工作');
	});
	test('a heading, a typed signature, a closing phrase', () => {
		const state = open('一、总体要求', '文', '甲局');
		expect(fix(state, ({ rule }) => rule === 'handSigned')).toEqual(['一、总体要求', '文']);
		const tr = fixTransaction(
			state,
			check(state).filter(({ rule }) => rule === 'headingStyle'),
		);
		expect(tr?.doc.firstChild?.type.name).toBe('heading');
		const request = open('文', '');
		const closing = check(request, '请示').filter(({ rule }) => rule === 'closingMissing');
		const closed = fixTransaction(request, closing);
		expect(closed && words(request.apply(closed))).toEqual(['文', '妥否，请批示。']);
	});
	test('what changed meanwhile is neither shown nor touched', () => {
		const findings = check(open('各县(区)'));
		const changed = open('完全不同的话');
		expect(fixTransaction(changed, findings)).toBeNull();
		const one = findings.find(({ rule }) => rule === 'halfWidthBracket');
		expect(one && placeOfFinding(changed.doc, one)).toBeNull();
		expect(one && placeOfFinding(open('各县(区)').doc, one)).toEqual({ from: 3, to: 6 });
	});
});
