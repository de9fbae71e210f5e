import type { Template } from '@wenshu/domain/document/model.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { refuseStateSecrets } from '@wenshu/domain/document/elements.ts';
import { templateDraftSchema } from '@wenshu/domain/document/template-draft.ts';
import { defineAct } from '../platform/act.ts';

/** Acts on templates (公文模板制作, SYS-7); the target is the template, new or old. */
export const templateActs = [
	defineAct({
		type: 'template/save',
		permission: 'template.manage',
		input: templateDraftSchema,
		async run({ work, act, input }) {
			const clean = refuseStateSecrets([input.name, input.elements.title ?? '']);
			if (!clean.ok) return clean;
			await work.getAll([
				`templates/${act.target}`,
				`flows/${input.flowId}`,
				`series/${input.seriesId}`,
			]);
			if ((await work.get(`flows/${input.flowId}`)) === null) return refuse('flow/noFlow');
			if ((await work.get(`series/${input.seriesId}`)) === null)
				return refuse('document/seriesMissing');
			const before = await work.get<Template>(`templates/${act.target}`);
			work.put(`templates/${act.target}`, {
				...input,
				id: act.target,
				order: before?.order ?? 999,
			});
			return { ok: true, value: { id: act.target } };
		},
	}),
];
