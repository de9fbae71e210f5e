import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PageSet } from '@wenshu/domain/document/page-set.ts';

const compress = promisify(gzip);

/** Pages as a callable sends them: JSON, gzip, base64. A page of 60 kB takes 10 kB; nothing on the way does it for us. */
export async function packPages(set: PageSet): Promise<string> {
	return (await compress(JSON.stringify(set), { level: 1 })).toString('base64');
}
