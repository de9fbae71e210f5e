import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How an authority misbehaves. */
export type StampManners =
	/** As it should. */
	| 'good'
	/** Answers with a refusal of the protocol, with HTTP 503, with a page, with nothing. */
	| 'rejects'
	| 'down'
	| 'nonsense'
	| 'late'
	/** Answers every request as if it were the first: right token, wrong number. */
	| 'replays'
	/** Stamps with a certificate that is for e-mail. */
	| 'otherPurpose';

/** A time-stamping authority on this machine; openssl makes its answers. */
export interface StampAuthority {
	url: string;
	/** PEM of the root that its certificate hangs on. */
	root: string;
	/** Common name of the certificate that stamps. */
	name: string;
	/** What the last request carried as `Authorization`. */
	authorization(): string | undefined;
	behave(manners: StampManners): void;
	/** The path of one of its files. */
	file(name: string): string;
	stop(): void;
}

const NAME = '测试时间戳机构';

const config = (folder: string) => `
[tsa]
default_tsa = ours
[ours]
serial = ${folder}/serial
crypto_device = builtin
signer_cert = ${folder}/tsa.pem
certs = ${folder}/chain.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[stamp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[mail]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, emailProtection
`;

/** Starts an authority; `name` tells several of them apart. */
export async function startStampAuthority(name = NAME): Promise<StampAuthority> {
	const folder = mkdtempSync(path.join(tmpdir(), 'time-stamps-'));
	const file = (part: string) => path.join(folder, part);
	const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
	writeFileSync(file('x.cnf'), config(folder));
	writeFileSync(file('serial'), '1001\n');
	const certify = (who: string, cn: string, section: string, by: string | null) => {
		openssl(
			'genpkey',
			'-algorithm',
			'RSA',
			'-pkeyopt',
			'rsa_keygen_bits:2048',
			'-out',
			file(`${who}.key`),
		);
		const dn = ['-utf8', '-subj', `/C=CN/O=${name}/CN=${cn}`];
		openssl('req', '-new', '-key', file(`${who}.key`), ...dn, '-out', file(`${who}.csr`));
		const signing =
			by === null
				? ['-signkey', file(`${who}.key`)]
				: ['-CA', file(`${by}.pem`), '-CAkey', file(`${by}.key`), '-CAcreateserial'];
		const shape = ['-days', '3000', '-sha256', '-extfile', file('x.cnf'), '-extensions', section];
		openssl(
			'x509',
			'-req',
			'-in',
			file(`${who}.csr`),
			...signing,
			...shape,
			'-out',
			file(`${who}.pem`),
		);
	};
	certify('root', `${name}根`, 'root', null);
	certify('tsa', name, 'stamp', 'root');
	certify('mail', `${name}邮件`, 'mail', 'root');
	writeFileSync(file('chain.pem'), readFileSync(file('root.pem')));

	let manners: StampManners = 'good';
	let authorization: string | undefined;
	let first: Buffer | null = null;

	/** Signs what a good token states with another certificate. */
	function resign(reply: Buffer): Buffer {
		writeFileSync(file('reply.tsr'), reply);
		openssl('ts', '-reply', '-in', file('reply.tsr'), '-token_out', '-out', file('token.der'));
		openssl(
			'cms',
			'-verify',
			'-noverify',
			'-no_attr_verify',
			'-inform',
			'DER',
			'-in',
			file('token.der'),
			'-out',
			file('info.der'),
		);
		const kind = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-md', 'sha256'];
		const by = [
			'-signer',
			file('mail.pem'),
			'-inkey',
			file('mail.key'),
			'-certfile',
			file('chain.pem'),
		];
		const form = ['-nodetach', '-binary', '-cades', '-outform', 'DER'];
		openssl(
			'cms',
			'-sign',
			...form,
			...kind,
			...by,
			'-in',
			file('info.der'),
			'-out',
			file('other.der'),
		);
		openssl('ts', '-reply', '-in', file('other.der'), '-token_in', '-out', file('other.tsr'));
		return readFileSync(file('other.tsr'));
	}
	function stamp(query: Buffer): Buffer {
		writeFileSync(file('query.tsq'), query);
		const what = ['ts', '-reply', '-queryfile', file('query.tsq'), '-config', file('x.cnf')];
		openssl(...what, '-out', file('reply.tsr'));
		return readFileSync(file('reply.tsr'));
	}
	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		authorization = request.headers.authorization;
		const send = (status: number, type: string, body: Buffer | string) => {
			response.writeHead(status, { 'content-type': type });
			response.end(body);
		};
		if (manners === 'late') return;
		if (manners === 'down') return send(503, 'text/plain', 'busy');
		if (manners === 'nonsense') return send(200, 'text/html', '<html>welcome</html>');
		// The protocol's own refusal comes of a query it cannot take.
		const query = manners === 'rejects' ? Buffer.from('300302010f', 'hex') : Buffer.concat(parts);
		let reply = stamp(query);
		if (manners === 'replays') reply = first ?? reply;
		if (manners === 'otherPurpose') reply = resign(reply);
		first ??= reply;
		send(200, 'application/timestamp-reply', reply);
	}
	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			response.writeHead(500);
			response.end(String(error));
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${String(port)}/tsa`,
		root: readFileSync(file('root.pem'), 'utf8'),
		name,
		authorization: () => authorization,
		behave: (next) => (manners = next),
		file,
		stop: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
