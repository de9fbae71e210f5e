import { Problem, red } from './terminal.ts';

type Command = (args: readonly string[]) => Promise<number>;

/** Each command loads only what it needs. */
const commands: Record<string, () => Promise<Command>> = {
	start: async () => (await import('./start.ts')).start,
	dev: async () => (await import('./start.ts')).dev,
	reset: async () => (await import('./start.ts')).reset,
	build: async () => (await import('./deploy.ts')).buildAll,
	deploy: async () => (await import('./deploy.ts')).deploy,
	check: async () => (await import('./check.ts')).check,
	test: async () => (await import('./test.ts')).test,
	bench: async () => (await import('./bench.ts')).bench,
	verify: async () => (await import('./verify.ts')).verify,
	emulators: async () => (await import('./start.ts')).emulators,
};

const [name = '', ...args] = process.argv.slice(2);
const load = commands[name];
if (!load) {
	console.error(`${red(name || '?')}  –  ${Object.keys(commands).join(' | ')}`);
	process.exit(2);
}
try {
	process.exitCode = await (await load())(args);
} catch (error) {
	console.error(error instanceof Problem ? `\n${red('✖')} ${error.message}` : error);
	process.exitCode = 1;
}
process.exit();
