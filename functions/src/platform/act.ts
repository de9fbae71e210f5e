import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import type { Access, Person } from '@wenshu/domain/access/model.ts';
import { permissions, type Permission } from '@wenshu/domain/access/permissions.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { z } from 'zod';
import { db } from './firebase.ts';
import { inTurn } from './turns.ts';
import { Conflict, UnitOfWork } from './unit-of-work.ts';

/** Who acts, with what they may do at this moment. */
export interface Actor {
	uid: string;
	/** Seconds since 1970 at which this session signed in. */
	authTime: number;
	access: Access;
	person: Person;
	unitName: string;
	postName: string;
}

/** What a handler gets: the work it may read and write in, the actor, and the server's time. */
export interface ActContext<Input> {
	act: Act;
	input: Input;
	actor: Actor;
	now: Date;
	work: UnitOfWork;
}

/** One kind of act: what it takes and what it does. The handler decides through the domain and writes through `work`. */
export interface ActDefinition {
	type: string;
	/** Input fields that must never reach the journal, such as passwords. */
	secret: readonly string[];
	/** Whether it may be done with a password that an administrator handed out. */
	withInitialPassword: boolean;
	run(context: ActContext<unknown>): Promise<Decision<Record<string, unknown>>>;
	/** See {@link Aftermath}. */
	after: Aftermath<unknown> | undefined;
}

/**
 * What follows outside Firestore once an act is committed, such as changing an account. Runs again on
 * every further delivery of the act, so it must find by itself what is left to do. A refusal says what
 * did not work; the act itself stands.
 */
export type Aftermath<Input> = (
	act: Act,
	input: Input,
	now: Date,
) => Promise<Decision<null> | undefined>;

/** Declares an act: its input is parsed before the handler sees it. */
export function defineAct<Schema extends z.ZodType>(definition: {
	type: string;
	input: Schema;
	permission?: Permission;
	secret?: readonly string[];
	withInitialPassword?: boolean;
	run(context: ActContext<z.output<Schema>>): Promise<Decision<Record<string, unknown>>>;
	after?: Aftermath<z.output<Schema>>;
}): ActDefinition {
	const { after, input: schema } = definition;
	return {
		type: definition.type,
		secret: definition.secret ?? [],
		withInitialPassword: definition.withInitialPassword ?? false,
		after: after && ((act, input, now) => after(act, schema.parse(input), now)),
		async run(context) {
			const needed = definition.permission;
			if (needed !== undefined && !may(context.actor, needed)) return forbidden(needed);
			const parsed = definition.input.safeParse(context.input);
			if (!parsed.success) {
				const issue = parsed.error.issues[0];
				const field = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim();
				return refuse('core/badInput', { field });
			}
			return definition.run({ ...context, input: parsed.data });
		},
	};
}

/** Whether the actor holds a permission. */
export function may(actor: SignedIn, permission: Permission): boolean {
	return actor.access.permissions[permission] === true;
}

/** The refusal for a missing permission. */
export function forbidden(permission: Permission): Decision<never> {
	return refuse('core/forbidden', { permission: permissions[permission][0] });
}

/** So long an act that others overtake starts afresh, in ms; standing in a queue does not count. */
const PATIENCE = 20_000;
/** The longest rest before a new start, in ms. */
const LONGEST_REST = 800;

/**
 * Performs an act once: checks who acts, lets its handler decide, and commits effect and journal entry
 * together. The journal's id is the act's id, so a second delivery finds the entry and gets the same answer.
 */
export function perform(
	definition: ActDefinition,
	act: Act,
	token: { uid: string; authTime: number },
	now: () => Date,
): Promise<ActAnswer> {
	return inTurn(act.target, () => attempt(definition, act, token, now));
}

async function attempt(
	definition: ActDefinition,
	act: Act,
	token: { uid: string; authTime: number },
	now: () => Date,
): Promise<ActAnswer> {
	let until = performance.now() + PATIENCE;
	for (let count = 1; ; count++) {
		const work = new UnitOfWork(db);
		try {
			return await once(definition, act, token, now, work);
		} catch (error) {
			if (!(error instanceof Conflict)) throw error;
			until += work.waited;
			if (performance.now() > until) return refuse('core/busy');
		} finally {
			work.release();
		}
		const rest = Math.min(LONGEST_REST, 60 * count);
		await new Promise((resume) => setTimeout(resume, 15 + Math.random() * rest));
	}
}

/** One attempt. @throws Conflict when somebody else was faster. */
async function once(
	definition: ActDefinition,
	act: Act,
	token: { uid: string; authTime: number },
	now: () => Date,
	work: UnitOfWork,
): Promise<ActAnswer> {
	// In one request what nearly every act reads; the actor and the directory find it there.
	await work.getAll([`journal/${act.id}`, ...actorPaths(token.uid), 'organisation/state']);
	const actor = await readActor(work, token);
	if (!actor.ok) return actor;
	const earlier = await work.get<{ actor: string; result: Record<string, unknown> }>(
		`journal/${act.id}`,
	);
	const at = now();
	if (earlier !== null)
		return earlier.actor === token.uid
			? finish(definition, act, at, earlier.result)
			: refuse('core/unknownAct');
	if (actor.value.access.mustChangePassword === true && !definition.withInitialPassword)
		return refuse('access/mustChangePassword');
	const decided = await definition.run({
		act,
		input: act.input,
		actor: actor.value,
		now: at,
		work,
	});
	if (!decided.ok) return decided;
	if (work.writes(/^(units|posts|roles|people)\//))
		work.put('organisation/state', { version: act.id, changedAt: at });
	work.create(`journal/${act.id}`, journalEntry(definition, act, actor.value, at, decided.value));
	await work.commit();
	return finish(definition, act, at, decided.value);
}

async function finish(
	definition: ActDefinition,
	act: Act,
	at: Date,
	result: Record<string, unknown>,
): Promise<ActAnswer> {
	const followed = await definition.after?.(act, act.input, at);
	return followed?.ok === false ? followed : { ok: true, result };
}

function journalEntry(
	definition: ActDefinition,
	act: Act,
	actor: Actor,
	at: Date,
	result: Record<string, unknown>,
): object {
	const input =
		act.input !== null && typeof act.input === 'object'
			? Object.fromEntries(
					Object.entries(act.input).filter(([key]) => !definition.secret.includes(key)),
				)
			: act.input;
	return {
		id: act.id,
		type: act.type,
		target: act.target,
		input: JSON.stringify(input ?? null).slice(0, 100_000),
		actor: actor.uid,
		actorName: actor.person.name,
		actorUnit: actor.unitName,
		actorPost: actor.postName,
		at,
		result,
	};
}

const actorPaths = (uid: string): string[] => [`access/${uid}`, `people/${uid}`];

/** What lets a person in, as it stands now. */
export type SignedIn = Pick<Actor, 'uid' | 'authTime' | 'access' | 'person'>;

/** Reads who is signed in, in one round. A disabled person, or a session older than allowed, is refused. */
export async function readSignedIn(
	work: UnitOfWork,
	{ uid, authTime }: { uid: string; authTime: number },
): Promise<Decision<SignedIn>> {
	await work.getAll(actorPaths(uid));
	const access = await work.get<Access>(`access/${uid}`);
	const person = await work.get<Person>(`people/${uid}`);
	if (access === null || person === null) return refuse('core/signedOut');
	if (access.disabled) return refuse('core/disabled');
	if (authTime < access.minAuthTime) return refuse('core/signedOut');
	return { ok: true, value: { uid, authTime, access, person } };
}

/** Reads who acts, with the names of unit and post that stand in the journal. Refuses as {@link readSignedIn}. */
export async function readActor(
	work: UnitOfWork,
	token: { uid: string; authTime: number },
): Promise<Decision<Actor>> {
	const signedIn = await readSignedIn(work, token);
	if (!signedIn.ok) return signedIn;
	const { person } = signedIn.value;
	const postId = person.postIds[0] ?? '-';
	await work.getAll([`units/${person.unitId}`, `posts/${postId}`]);
	const unit = await work.get<{ shortName: string }>(`units/${person.unitId}`);
	const post = await work.get<{ name: string }>(`posts/${postId}`);
	const names = { unitName: unit?.shortName ?? '', postName: post?.name ?? '' };
	return { ok: true, value: { ...signedIn.value, ...names } };
}
