import type { TextHead } from '../../../functions/src/text/load.ts';
import { newText } from '../../../functions/src/text/load.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';

/** A value in Firestore's REST dress. */
type Value = Record<string, unknown>;

function dress(value: unknown): Value {
	if (value === null) return { nullValue: null };
	if (typeof value === 'string') return { stringValue: value };
	if (typeof value === 'boolean') return { booleanValue: value };
	if (typeof value === 'number') return { integerValue: String(value) };
	if (value instanceof Date) return { timestampValue: value.toISOString() };
	if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
	if (Array.isArray(value)) return { arrayValue: { values: value.map(dress) } };
	const entries = Object.entries(value as object).map(([key, item]) => [key, dress(item)]);
	return { mapValue: { fields: Object.fromEntries(entries) as Value } };
}

/** Writes documents as a function would, past the rules. */
export class Backstage {
	readonly #base: string;

	constructor(project: string, port: number) {
		this.#base = `http://127.0.0.1:${String(port)}/v1/projects/${project}/databases/(default)/documents`;
	}

	/** Sets fields of a document; others stay as they are. */
	async set(path: string, fields: Record<string, unknown>): Promise<void> {
		const mask = Object.keys(fields).map(
			(key) => `updateMask.fieldPaths=${encodeURIComponent(key)}`,
		);
		const dressed = dress(fields) as { mapValue: { fields: Value } };
		const answer = await fetch(`${this.#base}/${path}?${mask.join('&')}`, {
			method: 'PATCH',
			headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
			body: JSON.stringify({ fields: dressed.mapValue.fields }),
		});
		if (!answer.ok) throw new Error(await answer.text());
	}

	/** A person with an account and nothing else. */
	async person(uid: string): Promise<void> {
		await this.set(`access/${uid}`, {
			uid,
			name: uid,
			disabled: false,
			minAuthTime: 0,
			permissions: {},
		});
	}

	/** A text with this body, open to these people. */
	async text(id: string, body: BodyNode, editors: TextHead['editors']): Promise<void> {
		const head = newText(body, editors, Object.keys(editors));
		await this.set(`texts/${id}`, { ...head });
	}

	/** How many documents a collection has. */
	async count(path: string): Promise<number> {
		const answer = await fetch(`${this.#base}/${path}?pageSize=1000`, {
			headers: { authorization: 'Bearer owner' },
		});
		return ((await answer.json()) as { documents?: unknown[] }).documents?.length ?? 0;
	}

	/** All entries of a text's log. */
	async log(id: string): Promise<{ s: string; n: number; u: Uint8Array; h: string; by: string }[]> {
		const answer = await fetch(`${this.#base}/texts/${id}/updates?pageSize=1000`, {
			headers: { authorization: 'Bearer owner' },
		});
		const { documents = [] } = (await answer.json()) as {
			documents?: { fields: Record<string, Record<string, string>> }[];
		};
		return documents.map(({ fields }) => ({
			s: fields['s']?.['stringValue'] ?? '',
			n: Number(fields['n']?.['integerValue']),
			u: Buffer.from(fields['u']?.['bytesValue'] ?? '', 'base64'),
			h: fields['h']?.['stringValue'] ?? '',
			by: fields['by']?.['stringValue'] ?? '',
		}));
	}
}
