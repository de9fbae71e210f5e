import { z } from 'zod';
import { idSchema } from '../access/model.ts';

/** 待反馈 (nobody has answered yet), 办理中, 待销号 (closing was asked for), 已销号. */
export type SupervisionStatus = 'issued' | 'running' | 'closing' | 'closed';

/** How often the responsible unit reports. */
export const feedbackSchema = z.object({
	every: z.number().int().min(1).max(60),
	unit: z.enum(['workdays', 'weeks']),
});
export type Feedback = z.infer<typeof feedbackSchema>;

const words = (most: number) => z.string().trim().max(most);
const daySchema = z.iso.date();

/** What a supervisor fixes when a matter is taken under supervision (督办立项). */
export const supervisionDraftSchema = z.object({
	title: words(120).min(1),
	/** What is to be done, and by which measure it counts as done. */
	requirement: words(2000).min(1),
	/** Where it comes from in words: a meeting, an instruction of a leader. */
	origin: words(120),
	/** The case it points at; the case itself is never moved by it. */
	instanceId: idSchema.nullable(),
	urgency: z.enum(['ordinary', 'urgent']),
	leadUnitId: idSchema,
	assistUnitIds: z.array(idSchema).max(20),
	/** Last day, in office time; it ends with the working hours. */
	dueDay: daySchema,
	feedback: feedbackSchema.nullable(),
});
export type SupervisionDraft = z.infer<typeof supervisionDraftSchema>;

/** A request for more time that waits for the supervisor (延期申请). */
export interface ExtensionRequest {
	by: string;
	byName: string;
	at: Date;
	untilDay: string;
	reason: string;
}

/** A matter under supervision: `supervisions/{id}`. Its story lies below, `supervisions/{id}/log/{seq}`. */
export interface Supervision extends Omit<SupervisionDraft, 'dueDay' | 'instanceId'> {
	id: string;
	status: SupervisionStatus;
	source: { instanceId: string; title: string; number: string | null; link: string } | null;
	leadUnitName: string;
	assistUnitNames: string[];
	/** Who handles it in the responsible unit; null until its head says so. */
	handler: string | null;
	handlerName: string | null;
	dueAt: Date;
	/** The limit as first set; differs from `dueAt` after extensions. */
	firstDueAt: Date;
	extensions: number;
	extension: ExtensionRequest | null;
	/** When the next report is due; null where none are asked for, or none any more. */
	nextFeedbackAt: Date | null;
	/** In per cent, as last reported. */
	progress: number;
	reports: number;
	lastReportAt: Date | null;
	lastReport: string | null;
	/** When the schedule looks at it next, and when it chased last. */
	nextChaseAt: Date | null;
	chasedAt: Date | null;
	chases: number;
	createdBy: string;
	createdByName: string;
	createdAt: Date;
	closedAt: Date | null;
	updatedAt: Date;
	/** Who may read it besides supervisors: uids, and units whose heads may. */
	readers: string[];
	version: number;
}

/** What happened to a matter under supervision. */
export type SupervisionVerb =
	| 'issue'
	| 'change'
	| 'assign'
	| 'report'
	| 'askExtension'
	| 'grantExtension'
	| 'refuseExtension'
	| 'askClosing'
	| 'refuseClosing'
	| 'close'
	| 'reopen'
	| 'chase';

/** One line of its story; append-only. */
export interface SupervisionEntry {
	seq: number;
	actId: string;
	verb: SupervisionVerb;
	actor: string;
	actorName: string;
	actorUnit: string;
	at: Date;
	words: string | null;
	/** Progress reported, day asked for, or name of the handler. */
	note: string | null;
}

const reason = words(1000).min(1);

/** What people ask of a matter under supervision. */
export const supervisionCommandSchema = z.discriminatedUnion('verb', [
	z.object({ verb: z.literal('change'), draft: supervisionDraftSchema, reason }),
	z.object({ verb: z.literal('assign'), uid: idSchema }),
	z.object({
		verb: z.literal('report'),
		words: words(2000).min(1),
		progress: z.number().int().min(0).max(100),
	}),
	z.object({ verb: z.literal('askExtension'), untilDay: daySchema, reason }),
	z.object({ verb: z.literal('settleExtension'), granted: z.boolean(), words: words(1000) }),
	z.object({ verb: z.literal('askClosing'), words: words(2000).min(1) }),
	z.object({ verb: z.literal('refuseClosing'), reason }),
	z.object({ verb: z.literal('close'), words: words(1000) }),
	z.object({ verb: z.literal('reopen'), untilDay: daySchema, reason }),
	z.object({ verb: z.literal('chase'), words: words(500) }),
]);
export type SupervisionCommand = z.infer<typeof supervisionCommandSchema>;
