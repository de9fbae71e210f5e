/** Resolves at Ctrl-C, at a polite kill, when the terminal closes, or when our parent is gone. */
export function stopRequested(): Promise<void> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => {
				resolve();
			});
		}
		const parent = process.ppid;
		const timer = setInterval(() => {
			if (process.ppid === parent) return;
			clearInterval(timer);
			resolve();
		}, 500);
		timer.unref();
	});
}
