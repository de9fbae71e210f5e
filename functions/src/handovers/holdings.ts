import type { Loan } from '@wenshu/domain/access/loans.ts';
import { permissions } from '@wenshu/domain/access/permissions.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import type { Supervision } from '@wenshu/domain/supervision/model.ts';
import { moment } from '@wenshu/domain/flow/moment.ts';
import { MOST_ITEMS, type Holding, type HoldingKind } from '@wenshu/domain/handover/model.ts';
import type { Query } from 'firebase-admin/firestore';
import { db } from '../platform/firebase.ts';
import { fromStored } from '../platform/unit-of-work.ts';

function holding(kind: HoldingKind, ref: string, title: string, detail: string): Holding {
	return { id: `${kind}-${ref}`, kind, ref, title: title || '（未填标题）', detail };
}

async function found<T>(query: Query): Promise<T[]> {
	const { docs } = await query.limit(MOST_ITEMS).get();
	return docs.map((each) => fromStored(each.data()) as T);
}

/** Cases in which somebody has something to do, to finish drafting, or to read: one holding a case. */
async function cases(uid: string): Promise<Holding[]> {
	const tasks = await found<TaskRecord>(
		db.collection('tasks').where('assignee', '==', uid).where('status', 'in', ['open', 'waiting']),
	);
	const drafts = await db
		.collection('instances')
		.where('initiator', '==', uid)
		.where('status', '==', 'draft')
		.select()
		.get();
	const draftIds = new Set(drafts.docs.map(({ id }) => id));
	const byCase = new Map<string, TaskRecord[]>();
	for (const task of tasks)
		byCase.set(task.instanceId, [...(byCase.get(task.instanceId) ?? []), task]);
	return [...byCase].map(([id, held]) => {
		const toRead = held.every(({ kind }) => kind === 'read');
		const kind = draftIds.has(id) ? 'draft' : toRead ? 'read' : 'task';
		const steps = [...new Set(held.map(({ stepName }) => stepName))].join('、');
		return holding(kind, id, held[0]?.title ?? '', steps);
	});
}

const window = ({ from, until }: { from: Date; until: Date }) =>
	`${moment(from)} 至 ${moment(until)}`;

async function delegations(uid: string): Promise<Holding[]> {
	const standing = db.collection('delegations').where('endedAt', '==', null);
	const [given, taken] = await Promise.all([
		found<Delegation>(standing.where('principal', '==', uid)),
		found<Delegation>(standing.where('proxy', '==', uid)),
	]);
	return [
		...given.map((each) =>
			holding('principal', each.id, `委托${each.proxyName}代办`, window(each)),
		),
		...taken.map((each) => holding('proxy', each.id, `代${each.principalName}办理`, window(each))),
	];
}

const lentWords = ({ permissions: ids }: Loan) => ids.map((id) => permissions[id][0]).join('、');

async function loans(uid: string): Promise<Holding[]> {
	const standing = db.collection('loans').where('endedAt', '==', null);
	const [given, taken] = await Promise.all([
		found<Loan>(standing.where('lender', '==', uid)),
		found<Loan>(standing.where('borrower', '==', uid)),
	]);
	return [
		...given.map((each) =>
			holding('lent', each.id, `授权${each.borrowerName}：${lentWords(each)}`, window(each)),
		),
		...taken.map((each) =>
			holding('borrowed', each.id, `${each.lenderName}授权：${lentWords(each)}`, window(each)),
		),
	];
}

async function coauthored(uid: string): Promise<Holding[]> {
	const documents = await found<OfficialDocument>(
		db.collection('documents').where('coauthors', 'array-contains', uid),
	);
	return documents
		.filter(({ frozen, status }) => !frozen && (status === 'draft' || status === 'running'))
		.map(({ id, elements, createdByName }) =>
			holding('coauthor', id, elements.title, `${createdByName}起草`),
		);
}

/** Matters under supervision that somebody handles for the responsible unit. */
async function supervisions(uid: string): Promise<Holding[]> {
	const matters = await found<Supervision>(
		db.collection('supervisions').where('handler', '==', uid),
	);
	return matters
		.filter(({ status }) => status !== 'closed')
		.map(({ id, title, leadUnitName, dueAt }) =>
			holding('supervision', id, title, `${leadUnitName}，${moment(dueAt)}前`),
		);
}

/** Everything a person holds in the house. A feature that gives people things to do adds its list here. */
export async function holdingsOf(uid: string): Promise<Holding[]> {
	const lists = await Promise.all(
		[cases, supervisions, coauthored, delegations, loans].map((list) => list(uid)),
	);
	return lists.flat();
}
