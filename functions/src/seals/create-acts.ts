import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { SealRecord } from '@wenshu/domain/document/seal.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { blobFolder } from '../platform/secrets.ts';
import type { KeySource } from './create-seal.ts';
import { askCertificates } from './external-signer.ts';
import type { PngPicture } from './picture.ts';
import { takePicture } from './png.ts';
import { readP12 } from './read-p12.ts';
import { writeSeal } from './records.ts';
import { SigningFailed } from './signer.ts';

/** A seal's password: long enough that guessing is hopeless even for who steals the database. */
export const passwordSchema = z.string().min(8).max(200);
/** A picture as base64 PNG; a third longer than its bytes. */
const pictureSchema = z.base64().max(540_000);
/** A P12 file as base64. */
const p12Schema = z.base64().max(80_000);

const sourceSchema = z.discriminatedUnion('from', [
	z.object({ from: z.literal('local') }),
	z.object({
		from: z.literal('p12'),
		file: p12Schema,
		password: z.string().max(200),
		licensed: z.boolean(),
	}),
	z.object({
		from: z.literal('external'),
		url: z.url().max(300),
		keyId: z.string().trim().min(1).max(100),
		token: z.string().max(500),
		licensed: z.boolean(),
	}),
]);

/** Acts that make seals and signatures. Passwords, pictures and key files never reach the journal. */
export const createActs = [
	defineAct({
		type: 'seal/create',
		permission: 'seal.manage',
		secret: ['password', 'picture', 'source'],
		input: z.object({
			name: z.string().trim().min(2).max(30),
			keepers: z.array(idSchema).min(1).max(10),
			password: passwordSchema,
			/** Absent: drawn from the name. */
			picture: pictureSchema.optional(),
			/** Absent: key and certificate are made here. */
			source: sourceSchema.optional(),
		}),
		async run(context) {
			const { input } = context;
			const picture = await likeness(input.picture, isNearlySquare);
			if (!picture.ok) return picture;
			return make(context, {
				...input,
				kind: 'organ',
				picture: picture.value,
				organisation: input.name,
			});
		},
	}),
	defineAct({
		type: 'signature/create',
		secret: ['password', 'picture'],
		input: z.object({ password: passwordSchema, picture: pictureSchema }),
		async run(context) {
			const { work, actor, input } = context;
			const owned = await work.query<SealRecord>((db) =>
				db.collection('seals').where('keepers', 'array-contains', actor.uid),
			);
			const present = owned.some((seal) => seal.kind === 'signature' && seal.revoked == null);
			if (present) return refuse('signature/exists');
			const picture = await likeness(input.picture, isWide);
			if (!picture.ok) return picture;
			const { name } = actor.person;
			const organisation = await organisationName(context);
			const made = { name, keepers: [actor.uid], password: input.password, organisation };
			return make(context, { ...made, kind: 'signature', picture: picture.value });
		},
	}),
];

async function make(
	{ work, act, now }: Pick<ActContext<unknown>, 'work' | 'act' | 'now'>,
	made: {
		name: string;
		keepers: string[];
		password: string;
		kind: 'organ' | 'signature';
		picture: PngPicture | null;
		organisation: string;
		source?: z.output<typeof sourceSchema> | undefined;
	},
): Promise<Decision<Record<string, unknown>>> {
	if ((await work.get(`seals/${act.target}`)) !== null) return refuse('seal/exists');
	try {
		const source = await keySource(made.source ?? { from: 'local' });
		const seal = await writeSeal(work, { ...made, source, id: act.target, at: now });
		return { ok: true, value: { id: act.target, fingerprint: seal.fingerprint } };
	} catch (error) {
		if (error instanceof SigningFailed) return refuse(error.code, error.detail);
		throw error;
	}
}

async function keySource(wish: z.output<typeof sourceSchema>): Promise<KeySource> {
	if (wish.from === 'local') return wish;
	const { licensed } = wish;
	if (wish.from === 'p12') {
		const { isSm2, ...key } = await readP12(Buffer.from(wish.file, 'base64'), wish.password);
		if (!isSm2) return { from: 'p12', licensed, ...key };
		// The PDF is signed by a key of ours still, so that the seal as a whole stays a demonstration.
		if (licensed) throw new SigningFailed('seal/sm2Licensed');
		return { from: 'sm2', ...key };
	}
	const { url, keyId, token } = wish;
	// Only a test machine speaks to a service in the clear.
	if (!url.startsWith('https://') && blobFolder === undefined)
		throw new SigningFailed('seal/serviceInsecure');
	const service = { url, keyId, token };
	return { from: 'external', licensed, service, chain: await askCertificates(service) };
}

async function likeness(
	picture: string | undefined,
	fits: (picture: PngPicture) => Decision<true>,
): Promise<Decision<PngPicture | null>> {
	if (picture === undefined) return { ok: true, value: null };
	const taken = await takePicture(picture);
	if (!taken.ok) return taken;
	const shape = fits(taken.value);
	return shape.ok ? taken : shape;
}

/** An organ's seal is round: its picture stands in a square. */
function isNearlySquare({ width, height }: PngPicture): Decision<true> {
	const ratio = width / height;
	return ratio > 0.95 && ratio < 1.05 ? { ok: true, value: true } : refuse('seal/pictureSquare');
}

function isWide({ width, height }: PngPicture): Decision<true> {
	const ratio = width / height;
	return ratio >= 0.5 && ratio <= 6 ? { ok: true, value: true } : refuse('signature/shape');
}

/** Name of the topmost unit: whose root certificate it becomes, should there be none yet. */
async function organisationName({ work }: Pick<ActContext<unknown>, 'work'>): Promise<string> {
	const [root] = await work.query<{ name: string }>((db) =>
		db.collection('units').where('parentId', '==', null),
	);
	return root?.name ?? '本机关';
}
