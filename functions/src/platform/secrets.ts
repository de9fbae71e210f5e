import { defineSecret } from 'firebase-functions/params';

/** Folder that stands in for Cloud Storage on the emulators; undefined on a real project. */
export const blobFolder = process.env['WENSHU_BLOBS'];

const secret = defineSecret('WENSHU_SECRET');

/** Options of a function that needs the secret; the emulators have no Secret Manager. */
export const secretOptions = blobFolder === undefined ? { secrets: [secret] } : {};

/**
 * The installation's secret: pepper of the seal vault and key of download tickets. On a real project it
 * lies in Secret Manager (`firebase functions:secrets:set WENSHU_SECRET`).
 */
export function installationSecret(): string {
	return blobFolder === undefined ? secret.value() : 'for the emulators only';
}

/**
 * Options of a function that sends mail. The server's address with its password lies in Secret Manager as
 * WENSHU_SMTP_URL; it is asked for only where a sender is set (WENSHU_SMTP_FROM), for a secret that is missing
 * stops a deployment.
 */
export const mailOptions =
	blobFolder === undefined && (process.env['WENSHU_SMTP_FROM'] ?? '') !== ''
		? { secrets: [secret, defineSecret('WENSHU_SMTP_URL')] }
		: {};
