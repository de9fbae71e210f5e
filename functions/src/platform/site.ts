import { blobFolder } from './secrets.ts';

/**
 * Address of the installation's site, without a slash at its end: `WENSHU_ADDRESS` where it has a domain
 * of its own, otherwise Firebase's; on the emulators the hosting of this suite.
 */
export function siteAddress(): string {
	const given = process.env['WENSHU_ADDRESS'];
	if (given !== undefined && given !== '') return given.replace(/\/+$/u, '');
	if (blobFolder !== undefined) return `http://127.0.0.1:${process.env['WENSHU_PORT'] ?? '5000'}`;
	return `https://${process.env['GCLOUD_PROJECT'] ?? ''}.web.app`;
}
