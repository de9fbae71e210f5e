import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { z } from 'zod';
import type { Notice } from '../flow/notices.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import type { TextHead } from './load.ts';

/** What the act reads of `texts/{t}/annotations/{a}`. */
interface Annotation {
	uid: string;
	words: string;
	mentions?: string[];
}

const input = z.object({ annotationId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });

/**
 * Tells those whom an annotation mentions, as far as they read the text. Notices are named after the
 * annotation: asking again tells nobody twice.
 */
async function tellMentioned(
	context: ActContext<z.output<typeof input>>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, actor, act, now } = context;
	const { annotationId } = context.input;
	const path = `texts/${act.target}/annotations/${annotationId}`;
	await work.getAll([path, `texts/${act.target}`, `documents/${act.target}`]);
	const annotation = await work.get<Annotation>(path);
	const text = await work.get<TextHead>(`texts/${act.target}`);
	const document = await work.get<OfficialDocument>(`documents/${act.target}`);
	if (annotation?.uid !== actor.uid || text === null || document === null)
		return refuse('document/annotationGone');
	const told = [...new Set(annotation.mentions ?? [])].filter(
		(uid) => uid !== actor.uid && text.readers.includes(uid),
	);
	for (const uid of told) {
		const id = `mention-${annotationId}-${uid}`;
		if ((await work.get(`notices/${id}`)) !== null) continue;
		const notice: Notice = {
			id,
			uid,
			kind: 'mention',
			title: document.elements.title || '（未填标题）',
			body: `${actor.person.name} · 在批注中提到您：${annotation.words.slice(0, 60)}`,
			link: `/documents/${document.id}#note-${annotationId}`,
			at: now,
			readAt: null,
		};
		work.create(`notices/${id}`, notice);
	}
	return { ok: true, value: { told } };
}

/** Acts on what is remarked in texts. */
export const textActs = [defineAct({ type: 'text/mention', input, run: tellMentioned })];
