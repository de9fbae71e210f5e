import { expect, it, vi } from 'vitest';

vi.mock('./firebase.ts', () => ({ loadFunctions: () => Promise.resolve({}) }));
const { CallError } = await import('./callables.ts');

it.each([
	['unavailable', '', true],
	['deadline-exceeded', 'deadline-exceeded', true],
	['internal', 'internal [url: http://127.0.0.1/act]', true],
	['internal', 'Response is not valid JSON object.', true],
	['internal', 'core/internal', false],
	['internal', 'INTERNAL', false],
	['permission-denied', 'core/forbidden', false],
	['unauthenticated', 'core/signedOut', false],
])('%s with the words "%s" may not have arrived: %s', (code, words, unreachable) => {
	expect(new CallError(code, words, undefined).unreachable).toBe(unreachable);
});
