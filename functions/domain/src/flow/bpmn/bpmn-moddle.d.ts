/** What we use of `bpmn-moddle`, which brings no types of its own for its entry. */
declare module 'bpmn-moddle' {
	/** An element of a file; properties in the model's names, everything else in `$attrs`. */
	export interface ModdleElement {
		$type: string;
		$attrs: Record<string, string>;
		$parent?: ModdleElement;
		[property: string]: unknown;
	}

	export class BpmnModdle {
		constructor(packages?: Record<string, object>);
		create(type: string, properties?: Record<string, unknown>): ModdleElement;
		createAny(name: string, uri: string, properties?: Record<string, unknown>): ModdleElement;
		/** @throws Error where the text is no XML of this kind. */
		fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>;
		toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>;
	}
}
