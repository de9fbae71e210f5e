import {
	collection,
	collectionGroup,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	limit,
	query,
	serverTimestamp,
	setDoc,
	Timestamp,
	updateDoc,
	where,
} from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf, granted, openRulesBench, refused } from '../support/rules.ts';
import type { RulesBench } from '../support/rules.ts';

/** Who asks. `root` holds every permission there is about reading, and none may write. */
const people = {
	drafter: [],
	outsider: [],
	clerk: ['document.number'],
	sender: ['document.distribute'],
	office: ['document.distribute', 'document.readAll'],
	auditor: ['journal.read'],
	reader: ['document.readAll'],
	monitor: ['flow.monitor'],
	archivist: ['archive.read'],
	designer: ['flow.manage', 'template.manage', 'font.manage'],
	root: [
		'document.readAll',
		'document.number',
		'flow.monitor',
		'archive.read',
		'template.manage',
		'font.manage',
		'people.manage',
		'access.manage',
		'flow.manage',
	],
};
type Who = keyof typeof people;

let bench: RulesBench;

beforeAll(async () => {
	bench = await openRulesBench('documents');
	await bench.given(async (db) => {
		const put = (place: string, fields: object): Promise<void> => setDoc(doc(db, place), fields);
		for (const [uid, permissions] of Object.entries(people)) {
			await put(`access/${uid}`, accessOf(uid, { permissions }));
		}
		await put('access/leaver', accessOf('leaver', { permissions: people.root, disabled: true }));
		await put(
			'access/renewed',
			accessOf('renewed', { permissions: people.root, minAuthTime: 500 }),
		);
		await put('documents/d1', {
			title: '关于开展专项检查的通知',
			createdBy: 'drafter',
			readers: ['drafter', 'sender', 'outsider'],
		});
		await put('documents/d2', { title: '另一件', createdBy: 'else', readers: ['else'] });
		await put('documents/d1/mails/m1', { to: 'a@example.cn', state: 'sent' });
		await put('documents/d2/mails/m1', { to: 'a@example.cn', state: 'sent' });
		await put('documents/d1/downloads/l1', { fileId: 'f1', by: 'outsider' });
		await put('documents/d2/downloads/l1', { fileId: 'f1', by: 'outsider' });
		await put('downloads/l1', { fileId: 'f2', by: 'outsider' });
		await put('tasks/t2', {
			assignee: 'reader',
			proxies: [],
			kind: 'read',
			module: 'document',
			status: 'open',
			firstReadAt: null,
		});
		await put('instances/d1', { title: '关于开展专项检查的通知', readers: ['drafter'] });
		await put('instances/d1/trail/000001', { seq: 1, actor: 'drafter' });
		await put('tasks/t1', {
			instanceId: 'd1',
			assignee: 'drafter',
			proxies: ['clerk'],
			kind: 'handle',
			module: 'document',
			status: 'open',
			firstReadAt: null,
		});
		await put('approvals/p1', { title: '请假审批', readers: ['drafter'] });
		await put('approvals/p1/restricted/price', { value: 12, readers: ['clerk'] });
		await put('notices/n1', { uid: 'drafter', readAt: null });
		await put('flows/outgoing', { name: '发文' });
		await put('flows/outgoing/versions/1', { name: '发文' });
		await put('flowDrafts/outgoing', { id: 'outgoing', revision: 1 });
		await put('templates/notice', { name: '通知' });
		await put('templates/notice/versions/1', { version: 1 });
		await put('fonts/f1', { family: 'FangSong_GB2312', enabled: true });
		await put('series/general_2026', { next: 1 });
		await put('series/general_2026/years/2026', { year: 2026, next: 1 });
		await put('seals/office', { name: '公章' });
		await put('numbers/general_2026_1', { number: 1 });
		await put('volumes/v1', { name: '2026年发文' });
		await put('archive/d1', { title: '归档' });
		await put('vault/office', { wrapped: 'x' });
		await put('journal/a1', { actor: 'drafter' });
	});
});

afterAll(() => bench.close());

const as = (who: Who): Firestore => bench.as(who, { auth_time: 1000 });
const everybody = Object.keys(people) as Who[];

/** Who may read a place; everybody else must be refused. */
const readers: readonly (readonly [string, string, readonly Who[]])[] = [
	[
		'DO-1 a document',
		'documents/d1',
		['drafter', 'sender', 'outsider', 'reader', 'office', 'root'],
	],
	['DO-3 an e-mail of a document', 'documents/d1/mails/m1', ['sender', 'office']],
	['DO-3 an e-mail of a document one does not read', 'documents/d2/mails/m1', ['office']],
	[
		'DO-4 DO-5 a download of a document',
		'documents/d1/downloads/l1',
		['drafter', 'sender', 'reader', 'office', 'auditor', 'root'],
	],
	[
		'DO-4 DO-5 a download of a document one does not read',
		'documents/d2/downloads/l1',
		['reader', 'office', 'auditor', 'root'],
	],
	['DO-5 a download of anything else', 'downloads/l1', ['auditor']],
	['FL-8 a task of reading', 'tasks/t2', ['reader', 'office', 'monitor', 'root']],
	['FL-1 a case', 'instances/d1', ['drafter', 'reader', 'office', 'monitor', 'root']],
	[
		'FL-2 an entry of the trail',
		'instances/d1/trail/000001',
		['drafter', 'reader', 'office', 'monitor', 'root'],
	],
	['FL-3 a task', 'tasks/t1', ['drafter', 'clerk', 'monitor', 'root']],
	['FL-7 a form', 'approvals/p1', ['drafter', 'monitor', 'root']],
	['FL-9 a field that a step hides', 'approvals/p1/restricted/price', ['clerk', 'monitor', 'root']],
	['FL-5 a flow', 'flows/outgoing', everybody],
	['FL-5 a version of a flow', 'flows/outgoing/versions/1', everybody],
	['FL-6 a draft of a flow', 'flowDrafts/outgoing', ['designer', 'root']],
	['FL-5 a template', 'templates/notice', everybody],
	['FL-10 a version of a template', 'templates/notice/versions/1', ['designer', 'root']],
	['FL-11 a font', 'fonts/f1', ['designer', 'root']],
	['FL-5 a number series', 'series/general_2026', everybody],
	['FL-5 the counter of a year', 'series/general_2026/years/2026', everybody],
	['FL-5 the public facts of a seal', 'seals/office', everybody],
	['DO-2 the register of numbers', 'numbers/general_2026_1', ['clerk', 'reader', 'office', 'root']],
	['AR-1 a volume', 'volumes/v1', ['archivist', 'root']],
	['AR-1 an archived document', 'archive/d1', ['archivist', 'root']],
	['NO-1 a notice', 'notices/n1', ['drafter']],
	['the vault of a seal', 'vault/office', []],
	['AC-18 the journal', 'journal/a1', ['auditor']],
];

describe('reading', () => {
	for (const [name, place, allowed] of readers) {
		test(`${name} is read by ${allowed.join(', ') || 'nobody'} alone`, async () => {
			for (const who of everybody) {
				const reading = getDoc(doc(as(who), place));
				await (allowed.includes(who) ? granted(reading) : refused(reading));
			}
			await refused(getDoc(doc(bench.stranger(), place)));
			await refused(getDoc(doc(bench.as('leaver', { auth_time: 1000 }), place)));
			await refused(getDoc(doc(bench.as('nobody', { auth_time: 1000 }), place)));
		});
	}

	test('a session from before the last reset of the password reads nothing', async () => {
		await refused(getDoc(doc(bench.as('renewed', { auth_time: 499 }), 'documents/d1')));
		await granted(getDoc(doc(bench.as('renewed', { auth_time: 500 }), 'documents/d1')));
	});

	test('DO-1 FL-1 a list is granted only when it asks for one’s own', async () => {
		for (const name of ['documents', 'instances']) {
			const db = as('drafter');
			const own = where('readers', 'array-contains', 'drafter');
			expect((await granted(getDocs(query(collection(db, name), own)))).size).toBe(1);
			await refused(getDocs(query(collection(db, name), limit(1))));
			const others = where('readers', 'array-contains', 'drafter');
			await refused(getDocs(query(collection(as('clerk'), name), others)));
		}
	});

	test('FL-3 people list their own tasks and nobody else’s', async () => {
		const tasksOf = (who: Who, whose: string): Promise<unknown> =>
			getDocs(query(collection(as(who), 'tasks'), where('assignee', '==', whose)));
		await granted(tasksOf('drafter', 'drafter'));
		await refused(tasksOf('outsider', 'drafter'));
	});

	test('FL-8 tasks of reading are listed by those who distribute and read all, other tasks are not', async () => {
		const tasks = (who: Who, kind: string): Promise<unknown> => {
			const [of, module] = [where('kind', '==', kind), where('module', '==', 'document')];
			return getDocs(query(collection(as(who), 'tasks'), of, module));
		};
		await granted(tasks('office', 'read'));
		await refused(tasks('office', 'handle'));
		await refused(tasks('sender', 'read'));
	});

	test('DO-3 DO-4 DO-5 lists beside a document, and all downloads, are as open as what they hold', async () => {
		const list = (who: Who, place: string): Promise<unknown> => getDocs(collection(as(who), place));
		await granted(list('sender', 'documents/d1/mails'));
		await refused(list('sender', 'documents/d2/mails'));
		await refused(list('drafter', 'documents/d1/mails'));
		await granted(list('drafter', 'documents/d1/downloads'));
		await refused(list('outsider', 'documents/d1/downloads'));
		await granted(getDocs(collectionGroup(as('auditor'), 'downloads')));
		await refused(getDocs(collectionGroup(as('office'), 'downloads')));
	});

	test('NO-1 people list their own notices and nobody else’s', async () => {
		const noticesOf = (who: Who, whose: string): Promise<unknown> =>
			getDocs(query(collection(as(who), 'notices'), where('uid', '==', whose)));
		await granted(noticesOf('drafter', 'drafter'));
		await refused(noticesOf('root', 'drafter'));
	});
});

describe('drafts of flows', () => {
	test('FL-6 all drafts are listed by those who draw flows, and by nobody else', async () => {
		const drafts = (who: Who): Promise<unknown> => getDocs(collection(as(who), 'flowDrafts'));
		await granted(drafts('designer'));
		await refused(drafts('drafter'));
		await refused(drafts('monitor'));
	});

	test('FL-6 whoever draws flows writes neither drafts nor flows directly', async () => {
		for (const place of ['flowDrafts/outgoing', 'flows/outgoing', 'flows/outgoing/versions/1'])
			await refused(setDoc(doc(as('designer'), place), { revision: 2 }, { merge: true }));
	});
});

describe('writing', () => {
	for (const [name, place] of readers) {
		test(`${name} is neither altered nor removed nor added by anybody, administrators included`, async () => {
			for (const who of ['drafter', 'root', 'outsider'] as const) {
				const db = as(who);
				await refused(setDoc(doc(db, place), { forged: true }, { merge: true }));
				await refused(setDoc(doc(db, `${place}-new`), { readers: [who], uid: who, assignee: who }));
				await refused(deleteDoc(doc(db, place)));
			}
		});
	}

	test('a place the rules do not know is closed', async () => {
		await refused(getDoc(doc(as('root'), 'elsewhere/x')));
		await refused(setDoc(doc(as('root'), 'elsewhere/x'), { x: 1 }));
	});
});

describe('marks of one’s own', () => {
	const own = [
		['FL-4 the holder of a task', 'tasks/t1', 'firstReadAt'],
		['NO-1 the person a notice is for', 'notices/n1', 'readAt'],
	] as const;

	for (const [name, place, field] of own) {
		test(`${name} marks it read once, at the server’s time, and nothing else`, async () => {
			const now = { [field]: serverTimestamp() };
			await refused(updateDoc(doc(as('outsider'), place), now));
			await refused(updateDoc(doc(as('root'), place), now));
			const mine = doc(as('drafter'), place);
			await refused(updateDoc(mine, { [field]: Timestamp.fromMillis(0) }));
			await refused(updateDoc(mine, { ...now, status: 'done' }));
			await granted(updateDoc(mine, now));
			await refused(updateDoc(mine, now));
		});
	}
});

describe('FL-8 words put aside for a task', () => {
	const words = { taskId: 't1', instanceId: 'd1', text: '拟同意', savedAt: serverTimestamp() };
	const place = (who: Who) => `opinionDrafts/t1_${who}`;
	const put = (who: Who, change: object = {}, path = place(who)) =>
		setDoc(doc(as(who), path), { ...words, uid: who, ...change });

	test('are saved and read by the holder, or who may act for them, while the task is open', async () => {
		for (const who of ['drafter', 'clerk'] as const) {
			await granted(getDoc(doc(as(who), place(who))));
			await granted(put(who));
			await granted(put(who, { text: '拟同意，请局领导审定' }));
			await granted(getDoc(doc(as(who), place(who))));
		}
		await granted(deleteDoc(doc(as('clerk'), place('clerk'))));
	});

	test('are nobody else’s, and nothing else can be put there', async () => {
		await refused(put('outsider'));
		await refused(getDoc(doc(as('root'), place('drafter'))));
		await refused(deleteDoc(doc(as('root'), place('drafter'))));
		await refused(put('drafter', {}, place('clerk')));
		await refused(put('drafter', { uid: 'clerk' }));
		await refused(put('drafter', { instanceId: 'd2' }));
		await refused(put('drafter', { text: '' }));
		await refused(put('drafter', { text: '字'.repeat(2001) }));
		await refused(put('drafter', { savedAt: Timestamp.fromMillis(0) }));
		await refused(put('drafter', { more: 1 }));
		await bench.given((db) => updateDoc(doc(db, 'tasks/t1'), { status: 'done' }));
		await refused(put('drafter'));
	});
});
