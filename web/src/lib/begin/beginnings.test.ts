import type { Template } from '@wenshu/domain/document/model.ts';
import { describe, expect, it } from 'vitest';
import { answersTo, draftsOf, mattersOf } from './beginnings.ts';

const template = (facts: Partial<Template>) =>
	({ id: 'x', name: '通知', kind: '通知', hint: '', disabled: false, ...facts }) as Template;

describe('what can be begun', () => {
	it('templates stand in the order of the kinds, without those out of use', () => {
		const drafts = draftsOf([
			template({ name: '函', kind: '函' }),
			template({ name: '请示', kind: '请示' }),
			template({ name: '旧通知', disabled: true }),
			template({ name: '通知' }),
		]);
		expect(drafts.map(({ name }) => name)).toEqual(['通知', '请示', '函']);
	});

	it('flows of documents and flows out of use begin nothing by themselves', () => {
		const flows = [
			{ id: 'a', name: '请假审批', module: 'leave' },
			{ id: 'b', name: '发文办理', module: 'document' },
			{ id: 'c', name: '旧流程', module: 'leave', enabled: false },
		];
		const matters = mattersOf(flows, (module) => `类别${module}`);
		expect(matters).toMatchObject([{ flowId: 'a', about: '类别leave', hint: '' }]);
	});

	it('a search looks at name, kind and words, and listens to the name', () => {
		const one = mattersOf(
			[{ id: 'a', name: '请假审批', description: '年休假、病假', module: 'leave' }],
			() => '人事',
		)[0];
		if (!one) throw new Error('nothing to begin');
		const sounds = (name: string, text: string) => name === '请假审批' && text === 'qj';
		for (const text of ['', ' 请假 ', '人事', '病假', 'QJ'])
			expect(answersTo(one, text, sounds)).toBe(true);
		expect(answersTo(one, '采购', sounds)).toBe(false);
	});
});
