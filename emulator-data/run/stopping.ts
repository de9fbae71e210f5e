/** Resolves at Ctrl-C, at a polite kill, or when the terminal closes. */
export function stopRequested(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				resolve();
			});
		}
	});
}
