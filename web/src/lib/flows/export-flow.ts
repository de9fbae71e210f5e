import type { Flow } from '@wenshu/domain/flow/definition.ts';

/** Hands a definition out as a file: BPMN 2.0 for other tools, or our own JSON. */
export async function exportFlow(flow: Flow, as: 'bpmn' | 'json'): Promise<void> {
	const text =
		as === 'json'
			? `${JSON.stringify(flow, null, '\t')}\n`
			: await (await import('@wenshu/domain/flow/bpmn.ts')).exportBpmn(flow);
	const type = as === 'json' ? 'application/json' : 'application/xml';
	const address = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement('a');
	link.href = address;
	link.download = `${flow.name}.${as}`;
	link.click();
	setTimeout(() => {
		URL.revokeObjectURL(address);
	}, 1000);
}
