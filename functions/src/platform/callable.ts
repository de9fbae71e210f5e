import { HttpsError, onCall, type CallableOptions } from 'firebase-functions/v2/https';
import * as logger from 'firebase-functions/logger';
import type { z } from 'zod';

const enforceAppCheck = process.env['WENSHU_APP_CHECK'] === 'on';

/** The signed-in caller of a callable. */
export interface Caller {
	uid: string;
	/** Seconds since 1970 at which the session signed in. */
	authTime: number;
}

/**
 * Makes a callable: signed-in callers only, App Check where switched on (WENSHU_APP_CHECK=on), parsed
 * input. Anything unexpected is logged with context and reaches the caller as `internal`.
 */
export function callable<Schema extends z.ZodType, Output>(
	name: string,
	input: Schema,
	handler: (input: z.output<Schema>, caller: Caller) => Promise<Output>,
	options: CallableOptions = {},
) {
	return onCall({ enforceAppCheck, cors: true, ...options }, async (request): Promise<Output> => {
		if (request.auth === undefined) throw new HttpsError('unauthenticated', 'core/signedOut');
		const parsed = input.safeParse(request.data);
		if (!parsed.success) throw new HttpsError('invalid-argument', 'core/badInput');
		try {
			return await handler(parsed.data, {
				uid: request.auth.uid,
				authTime: request.auth.token.auth_time,
			});
		} catch (error) {
			if (error instanceof HttpsError) throw error;
			logger.error('callable failed', {
				name,
				uid: request.auth.uid,
				error: String(error),
				stack: (error as Error).stack,
			});
			throw new HttpsError('internal', 'core/internal');
		}
	});
}
