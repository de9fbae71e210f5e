import { createHash, X509Certificate } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A service that signs by our protocol, in a process of its own. */
export interface TestService {
	url: string;
	stop(): void;
}

/** How the service misbehaves. */
export type Manners =
	'good' | 'refuses' | 'otherCertificate' | 'wrongSignature' | 'nonsense' | 'late';

/** The service itself: it holds the key, gets hashes and never sees a document. */
const program = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createPrivateKey } from 'node:crypto';
import { createRequire } from 'node:module';
const [, , folder, manners] = process.argv;
const { Sequence, ObjectIdentifier, Null, OctetString } = createRequire(process.env.PACKAGES)('asn1js');
const { privateEncrypt, constants } = await import('node:crypto');
const key = createPrivateKey(readFileSync(folder + '/key.pem'));
const der = (name) => Buffer.from(readFileSync(folder + '/' + name, 'utf8').replace(/-----[^-]+-----|\\s/gu, ''), 'base64').toString('base64');
// RSASSA-PKCS1-v1_5 over a given hash: what a signing device does.
function signHash(hash) {
	const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: '2.16.840.1.101.3.4.2.1' }), new Null()] });
	const info = new Sequence({ value: [algorithm, new OctetString({ valueHex: hash })] });
	return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(info.toBER()));
}
const server = createServer((request, response) => {
	let body = '';
	request.on('data', (part) => (body += part));
	request.on('end', () => {
		const asked = JSON.parse(body);
		const answer = (status, value) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(typeof value === 'string' ? value : JSON.stringify(value));
		};
		if (manners === 'late') return;
		if (request.headers.authorization !== 'Bearer token-1') return answer(401, { message: '令牌无效' });
		if (asked.version !== 1 || asked.keyId !== 'seal-7') return answer(404, { message: '没有这把密钥' });
		if (request.url === '/v1/certificate') return answer(200, { certificates: [der('leaf.pem'), der('root.pem')] });
		if (manners === 'refuses') return answer(503, { message: '密码机正在维护' });
		if (manners === 'nonsense') return answer(200, '<html>');
		if (Object.keys(asked).join() !== 'version,keyId,hashAlgorithm,hash') return answer(400, { message: '多了东西' });
		const hash = Buffer.from(asked.hash, 'base64');
		if (manners === 'wrongSignature') hash[0] ^= 1;
		answer(200, { signature: signHash(hash).toString('base64'), certificate: der(manners === 'otherCertificate' ? 'root.pem' : 'leaf.pem') });
	});
});
server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port) + '\\n'));
`;

/** Starts the service with an RSA key and its certificate (PEM). */
export async function startSigningService(
	files: { key: string; leaf: string; root: string },
	manners: Manners,
): Promise<TestService> {
	const folder = mkdtempSync(path.join(tmpdir(), 'signing-service-'));
	for (const [name, text] of Object.entries(files))
		writeFileSync(path.join(folder, `${name}.pem`), text);
	const script = path.join(folder, 'service.mjs');
	writeFileSync(script, program);
	const child: ChildProcess = spawn(process.execPath, [script, folder, manners], {
		env: { ...process.env, PACKAGES: import.meta.filename },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const port = await new Promise<string>((resolve, reject) => {
		child.once('exit', (code) => {
			reject(new Error(`the signing service ended with ${String(code)}`));
		});
		child.stdout?.once('data', (bytes: Buffer) => {
			resolve(bytes.toString().trim());
		});
	});
	return { url: `http://127.0.0.1:${port}/v1`, stop: () => child.kill() };
}

/** SHA-256 (hex) of a certificate given as PEM. */
export function fingerprintOf(pem: string): string {
	return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
