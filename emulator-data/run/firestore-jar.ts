import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { root } from './paths.ts';

const require = createRequire(import.meta.url);
const MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';

/** A manifest line of the jar format: at most 70 bytes, continued by a leading space. */
function manifestLine(key: string, value: string): string {
	const text = `${key}: ${value}`;
	const parts = [text.slice(0, 70)];
	for (let at = 70; at < text.length; at += 69) parts.push(` ${text.slice(at, at + 69)}`);
	return `${parts.join('\r\n')}\r\n`;
}

/** A zip with one deflated entry, so that no `jar` tool is needed. */
function oneEntryZip(name: string, body: Buffer): Buffer {
	const label = Buffer.from(name);
	const packed = deflateRawSync(body);
	const local = Buffer.alloc(30);
	local.writeUInt32LE(0x04034b50, 0);
	local.writeUInt16LE(20, 4);
	local.writeUInt16LE(8, 8);
	local.writeUInt16LE(0x21, 12);
	local.writeUInt32LE(crc32(body), 14);
	local.writeUInt32LE(packed.length, 18);
	local.writeUInt32LE(body.length, 22);
	local.writeUInt16LE(label.length, 26);
	const central = Buffer.alloc(46);
	central.writeUInt32LE(0x02014b50, 0);
	central.writeUInt16LE(20, 4);
	local.copy(central, 6, 4, 30);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(1, 8);
	end.writeUInt16LE(1, 10);
	end.writeUInt32LE(central.length + label.length, 12);
	end.writeUInt32LE(local.length + label.length + packed.length, 16);
	return Buffer.concat([local, label, packed, central, label, end]);
}

/** Folders in which a Google Cloud SDK may lie. */
function cloudSdks(): string[] {
	const command = process.platform === 'win32' ? 'gcloud.cmd' : 'gcloud';
	const onPath = (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, command))
		.filter((file) => existsSync(file))
		.map((file) => path.dirname(path.dirname(realpathSync(file))));
	return [
		process.env['CLOUDSDK_ROOT_DIR'] ?? '',
		...onPath,
		'/usr/lib/google-cloud-sdk',
		'/usr/share/google-cloud-sdk',
		'/opt/google-cloud-sdk',
		'/opt/homebrew/share/google-cloud-sdk',
		path.join(homedir(), 'google-cloud-sdk'),
		'/snap/google-cloud-cli/current',
	].filter(Boolean);
}

export interface FirestoreJar {
	/** For FIRESTORE_EMULATOR_BINARY_PATH; absent when firebase-tools finds or fetches its own. */
	readonly file?: string;
	readonly origin: string;
}

/**
 * Where the Firestore emulator comes from: an explicit path, the cache of firebase-tools, a gcloud
 * component, or a download by firebase-tools. The gcloud jar names its libraries by place and
 * firebase-tools changes the mode of what it runs, so we put a jar of our own in front of it.
 */
export function findFirestoreJar(): FirestoreJar {
	const given = process.env['FIRESTORE_EMULATOR_BINARY_PATH'];
	if (given) return { file: given, origin: 'FIRESTORE_EMULATOR_BINARY_PATH' };
	const known = require('firebase-tools/lib/emulator/downloadableEmulatorInfo.json') as {
		firestore: { downloadPathRelativeToCacheDir: string; expectedSize: number };
	};
	const cache =
		process.env['FIREBASE_EMULATORS_PATH'] ?? path.join(homedir(), '.cache/firebase/emulators');
	if (existsSync(path.join(cache, known.firestore.downloadPathRelativeToCacheDir))) {
		return { origin: 'firebase-tools' };
	}
	const jar = cloudSdks()
		.map((sdk) => path.join(sdk, 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar'))
		.find((file) => existsSync(file));
	if (!jar) {
		const size = Math.round(known.firestore.expectedSize / 1e6);
		return { origin: `firebase-tools 将下载 / will download ${String(size)} MB` };
	}
	const manifest = Buffer.from(
		`Manifest-Version: 1.0\r\n${manifestLine('Main-Class', MAIN_CLASS)}${manifestLine('Class-Path', pathToFileURL(jar).href)}\r\n`,
	);
	const file = path.join(root, '.emulator/firestore-emulator.jar');
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, oneEntryZip('META-INF/MANIFEST.MF', manifest));
	return { file, origin: 'gcloud' };
}
