import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Template } from '@wenshu/domain/document/model.ts';
import {
	contentOf,
	decideSave,
	latestOf,
	publishedOf,
	templateInputs,
	type TemplateContent,
	type TemplateVersion,
} from '@wenshu/domain/document/template.ts';
import type { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { db } from '../platform/firebase.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

type Input<Name extends keyof typeof templateInputs> = z.infer<(typeof templateInputs)[Name]>;
type Result = Promise<Decision<Record<string, unknown>>>;

const headPath = (id: string): string => `templates/${id}`;
const versionPath = (id: string, version: number): string =>
	`templates/${id}/versions/${String(version)}`;

/** Flow and series a template names must exist, and the flow must be one that documents can take. */
async function checkPlaces(
	work: UnitOfWork,
	{ flowId, seriesId }: TemplateContent,
): Promise<Decision<true>> {
	await work.getAll([`flows/${flowId}`, `series/${seriesId}`]);
	const flow = await work.get<{ module: string; enabled?: boolean }>(`flows/${flowId}`);
	if (flow === null) return refuse('flow/noFlow');
	if (flow.module !== 'document' || flow.enabled === false) return refuse('template/flowOff');
	if ((await work.get(`series/${seriesId}`)) === null) return refuse('document/seriesMissing');
	return grant(true);
}

async function save({ work, act, actor, now, input }: ActContext<Input<'save'>>): Result {
	const before = await work.get<Template>(headPath(act.target));
	const decided = decideSave(before, input);
	if (!decided.ok) return decided;
	const places = await checkPlaces(work, input.content);
	if (!places.ok) return places;
	const version = decided.value;
	const saved = { at: now, by: actor.uid, byName: actor.person.name };
	// A template from before versions keeps what it was as its first.
	if (before !== null && before.version === undefined)
		work.create(versionPath(act.target, 1), {
			...{ version: 1, content: contentOf(before), note: '启用版本前的内容' },
			...{ at: now, by: 'system', byName: '系统', publishedAt: now },
		} satisfies TemplateVersion);
	const { content, note, publish } = input;
	const kept: TemplateVersion = {
		...{ version, content, note, ...saved },
		publishedAt: publish ? now : null,
	};
	work.create(versionPath(act.target, version), kept);
	const published = publish ? version : before === null ? 0 : publishedOf(before);
	// What drafters begin with changes by publishing only; before the first time the head shows the draft.
	const shown = published === version || published === 0 ? content : contentOf(before as Template);
	work.put(headPath(act.target), {
		...shown,
		id: act.target,
		order: before?.order ?? (await lastOrder()) + 10,
		disabled: before?.disabled ?? false,
		version,
		published,
		changed: saved,
	});
	return grant({ id: act.target, version, published });
}

/** The order of the last template, so that a new one stands behind it. */
async function lastOrder(): Promise<number> {
	const last = await db.collection('templates').orderBy('order', 'desc').limit(1).get();
	return (last.docs[0]?.data() as Template | undefined)?.order ?? 0;
}

async function publish({ work, act, actor, now, input }: ActContext<Input<'publish'>>): Result {
	const before = await work.get<Template>(headPath(act.target));
	const path = versionPath(act.target, input.version);
	const kept = await work.get<TemplateVersion>(path);
	if (before === null || kept === null) return refuse('template/missing');
	const places = await checkPlaces(work, kept.content);
	if (!places.ok) return places;
	work.put(path, { ...kept, publishedAt: now });
	work.put(headPath(act.target), {
		...kept.content,
		id: before.id,
		order: before.order,
		disabled: before.disabled,
		version: latestOf(before),
		published: input.version,
		changed: { at: now, by: actor.uid, byName: actor.person.name },
	});
	return grant({ id: act.target, published: input.version });
}

async function disable({ work, act, input }: ActContext<Input<'disable'>>): Result {
	const before = await work.get<Template>(headPath(act.target));
	if (before === null) return refuse('template/missing');
	if (!input.disabled && publishedOf(before) === 0) return refuse('template/neverPublished');
	work.put(headPath(act.target), { ...before, disabled: input.disabled });
	return grant({ id: act.target, disabled: input.disabled });
}

/** Puts the templates in the given order; those not named keep theirs. */
async function order({ work, input }: ActContext<Input<'order'>>): Result {
	const paths = [...new Set(input.ids)].map(headPath);
	await work.getAll(paths);
	for (const [index, path] of paths.entries()) {
		const template = await work.get<Template>(path);
		if (template === null) return refuse('template/missing');
		const place = (index + 1) * 10;
		if (template.order !== place) work.put(path, { ...template, order: place });
	}
	return grant({ count: paths.length });
}

/** Acts on templates (公文模板制作, SYS-7); the target is the template, new or old. */
export const templateActs = [
	defineAct({
		type: 'template/save',
		permission: 'template.manage',
		input: templateInputs.save,
		run: save,
	}),
	defineAct({
		type: 'template/publish',
		permission: 'template.manage',
		input: templateInputs.publish,
		run: publish,
	}),
	defineAct({
		type: 'template/disable',
		permission: 'template.manage',
		input: templateInputs.disable,
		run: disable,
	}),
	defineAct({
		type: 'template/order',
		permission: 'template.manage',
		input: templateInputs.order,
		run: order,
	}),
];
