import { call, ports, project, signIn } from './emulator.ts';

/** 邵景行: on the staff, but no part of the documents of the tests, and without special permissions. */
const OUTSIDER = 'yb0025@staff.wenshu.local';

const paths = (id: string): string[] => [
	`documents/${id}`,
	`instances/${id}`,
	`instances/${id}/trail`,
	`instances/${id}/trail/000001`,
	`texts/${id}`,
	`texts/${id}/updates`,
	`texts/${id}/presence`,
	`texts/${id}/annotations`,
	`archive/${id}`,
	`search/${id}`,
];

/**
 * Asks the database for everything of a document in the name of an outsider, past all screens. Answers
 * the paths that were not refused; an empty list is what the rules promise.
 */
export async function refusals(documentId: string): Promise<string[]> {
	const { idToken } = await signIn(OUTSIDER, 'Wenshu@2026');
	const root = `http://127.0.0.1:${String(ports.firestore)}/v1/projects/${project}/databases/(default)/documents`;
	const answers = await Promise.all(
		paths(documentId).map(async (path) => {
			const answer = await fetch(`${root}/${path}`, {
				headers: { authorization: `Bearer ${idToken}` },
			});
			return { path, status: answer.status };
		}),
	);
	return answers.filter(({ status }) => status !== 403).map(({ path }) => path);
}

/** What an outsider finds of a document by the search of the house: titles. */
export async function findings(text: string): Promise<string[]> {
	const { idToken } = await signIn(OUTSIDER, 'Wenshu@2026');
	const answer = await call<{ result: { entries: { title: string }[] } }>(
		'search',
		{ text },
		idToken,
	);
	return answer.result.entries.map(({ title }) => title);
}
