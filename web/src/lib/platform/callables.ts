import { loadFunctions } from './firebase.ts';

/** Why a call got no answer: the codes of Firebase's callable protocol. */
export class CallError extends Error {
	readonly code: string;
	readonly details: unknown;
	constructor(code: string, message: string, details: unknown) {
		super(message);
		this.name = 'CallError';
		this.code = code;
		this.details = details;
	}
	/** Whether the call may never have reached the server, so that sending it again may help. */
	get unreachable(): boolean {
		// The SDK calls a network failure 'internal' too, with words of its own; these are the server's.
		if (this.code === 'internal') return !/^(core\/internal|INTERNAL)\b/.test(this.message);
		return ['unavailable', 'deadline-exceeded', 'cancelled'].includes(this.code);
	}
}

/** A typed function of the server. Throws {@link CallError}. `timeout` is in milliseconds. */
export function callable<I, O>(name: string, timeout = 60_000): (input: I) => Promise<O> {
	return async (input) => {
		try {
			const functions = await loadFunctions();
			const { httpsCallable } = await import('firebase/functions');
			const answer = await httpsCallable<I, O>(functions, name, { timeout })(input);
			return answer.data;
		} catch (error) {
			const { code, message, details } = error as Partial<CallError>;
			const bare = typeof code === 'string' ? code.replace(/^functions\//, '') : 'unavailable';
			throw new CallError(bare, message ?? String(error), details);
		}
	};
}
