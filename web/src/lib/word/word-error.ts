/** Why a file was not taken; each has its sentence in `word-messages.ts`. */
export type WordRefusal =
	'oldFormat' | 'macros' | 'notWord' | 'tooLarge' | 'bomb' | 'broken' | 'tooLong';

/** A Word file that is not taken. */
export class WordError extends Error {
	readonly code: WordRefusal;
	constructor(code: WordRefusal) {
		super(code);
		this.name = 'WordError';
		this.code = code;
	}
}
