import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Problem } from './terminal.ts';

/** firebase-tools refuses anything older. */
const OLDEST = 21;
const program = process.platform === 'win32' ? 'java.exe' : 'java';

export interface Java {
	readonly program: string;
	readonly home: string;
	readonly version: number;
}

function entries(folder: string): string[] {
	try {
		return readdirSync(folder).map((name) => path.join(folder, name));
	} catch {
		return [];
	}
}

function versionOf(file: string): number {
	const answer = spawnSync(file, ['-version'], { encoding: 'utf8', timeout: 20_000 });
	const match = /version "(?:1\.)?(\d+)/.exec(`${answer.stderr}${answer.stdout}`);
	return match ? Number(match[1]) : 0;
}

/** Every place a JDK is known to be put, the explicit ones first. */
function candidates(): string[] {
	const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
	const homes = [
		...entries('/usr/lib/jvm'),
		...entries('/Library/Java/JavaVirtualMachines').map((one) => path.join(one, 'Contents/Home')),
		'/opt/homebrew/opt/openjdk',
		'/usr/local/opt/openjdk',
		...entries(path.join(homedir(), '.sdkman/candidates/java')),
		...entries(path.join(homedir(), '.jdks')),
		...entries('C:\\Program Files\\Eclipse Adoptium'),
		...entries('C:\\Program Files\\Java'),
	];
	const given = process.env['JAVA_HOME'];
	return [
		...(given ? [path.join(given, 'bin', program)] : []),
		...onPath.map((folder) => path.join(folder, program)),
		...homes.map((home) => path.join(home, 'bin', program)),
	];
}

/** The first Java new enough for the emulators, or a message that lists what was found. */
export function findJava(): Java {
	const seen = new Map<string, number>();
	for (const file of candidates()) {
		if (!existsSync(file)) continue;
		const real = realpathSync(file);
		if (seen.has(real)) continue;
		const version = versionOf(file);
		if (version >= OLDEST) {
			return { program: real, home: path.dirname(path.dirname(real)), version };
		}
		seen.set(real, version);
	}
	const found = [...seen].map(([file, version]) => `  ${file}  (${String(version || '?')})`);
	throw new Problem(
		[
			`Firestore 模拟器需要 Java ${String(OLDEST)} 或更新版本，本机没有找到。`,
			`The Firestore emulator needs Java ${String(OLDEST)} or newer, and none was found. Found:`,
			...(found.length > 0 ? found : ['  –']),
			'安装 / install:',
			'  Debian, Ubuntu:  sudo apt-get install openjdk-21-jre-headless   (or temurin-21-jre)',
			'  macOS:           brew install openjdk@21',
			'  Windows:         winget install EclipseAdoptium.Temurin.21.JRE',
			'或将 JAVA_HOME 指向已有的 JDK / or point JAVA_HOME at an existing one.',
		].join('\n'),
	);
}
