import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ID = 'distid:1234567812345678';
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });

/** Name of the root that {@link Sm2Files} makes. */
export const SM2_ROOT = '测试国密根';

/** Keys and certificates as a Chinese authority issues them: an SM2 key, its certificate signed with SM2 and SM3, and the root. */
export class Sm2Files {
	readonly #folder = mkdtempSync(path.join(tmpdir(), 'sm2-'));

	/** @param organ Whose seal it is. */
	constructor(organ: string) {
		const at = (name: string) => this.#at(name);
		for (const who of ['root', 'leaf', 'other'])
			openssl('ecparam', '-name', 'SM2', '-genkey', '-noout', '-out', at(`${who}.key`));
		const dn = (cn: string) => ['-utf8', '-subj', `/C=CN/O=${organ}/CN=${cn}`];
		const signing = ['-sm3', '-sigopt', ID];
		const own = ['-x509', '-new', '-key', at('root.key'), '-days', '30'];
		openssl('req', ...own, ...signing, ...dn(SM2_ROOT), '-out', at('root.pem'));
		const request = ['-new', '-key', at('leaf.key'), '-out', at('leaf.csr')];
		openssl('req', ...request, ...signing, ...dn(`${organ}公章`));
		const authority = ['-CA', at('root.pem'), '-CAkey', at('root.key'), '-CAcreateserial'];
		const checked = ['-req', '-in', at('leaf.csr'), '-vfyopt', ID, '-days', '20'];
		openssl('x509', ...checked, ...authority, ...signing, '-out', at('leaf.pem'));
	}

	/** The key with its certificates. */
	p12(password: string, ...more: string[]): Buffer {
		const key = ['-inkey', this.#at('leaf.key'), '-in', this.#at('leaf.pem')];
		return this.#export(password, ...key, '-certfile', this.#at('root.pem'), ...more);
	}

	/** A key without any. */
	bare(password: string): Buffer {
		return this.#export(password, '-nocerts', '-inkey', this.#at('other.key'));
	}

	#export(password: string, ...parts: string[]): Buffer {
		const out = this.#at('out.p12');
		openssl('pkcs12', '-export', ...parts, '-passout', `pass:${password}`, '-out', out);
		return readFileSync(out);
	}

	#at(name: string): string {
		return path.join(this.#folder, name);
	}
}
