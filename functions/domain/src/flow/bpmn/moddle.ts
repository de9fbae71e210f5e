// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every program that reads this file needs the declaration
/// <reference path="./bpmn-moddle.d.ts" />
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle';

export type { ModdleElement } from 'bpmn-moddle';

/** Where our own properties live in a BPMN file. */
export const NAMESPACE = 'https://wenshu.local/schema/flow';

/** A reader and writer of BPMN 2.0 files that knows our extension. */
export function moddle(): BpmnModdle {
	return new BpmnModdle({
		wenshu: {
			name: 'Wenshu',
			uri: NAMESPACE,
			prefix: 'wenshu',
			xml: { tagAlias: 'lowerCase' },
			types: [
				{
					name: 'Properties',
					superClass: ['Element'],
					properties: [{ name: 'json', isBody: true, type: 'String' }],
				},
			],
		},
	});
}

/** Elements in a property of an element. */
export function listOf(element: ModdleElement, property: string): ModdleElement[] {
	const value = element[property];
	return Array.isArray(value) ? (value as ModdleElement[]) : [];
}

/** An element in a property of an element. */
export function childOf(element: ModdleElement, property: string): ModdleElement | undefined {
	const value = element[property];
	return value !== null && typeof value === 'object' && '$type' in value
		? (value as ModdleElement)
		: undefined;
}

/** A text in a property of an element; empty where there is none. */
export function textOf(element: ModdleElement | undefined, property: string): string {
	const value = element?.[property];
	return typeof value === 'string' ? value.trim() : '';
}

/** An attribute of another engine's namespace, by its local name: `flowable:assignee`, `camunda:assignee`. */
export function foreign(element: ModdleElement | undefined, name: string): string {
	const found = Object.entries(element?.$attrs ?? {}).find(([key]) => key.endsWith(`:${name}`));
	return found?.[1].trim() ?? '';
}

/** Extension elements of an element. */
export function extensions(element: ModdleElement): ModdleElement[] {
	const holder = childOf(element, 'extensionElements');
	return holder === undefined ? [] : listOf(holder, 'values');
}

/** Our own properties of an element; null where it has none, or they are no JSON. */
export function ownProperties(element: ModdleElement): unknown {
	const found = extensions(element).find(({ $type }) => $type === 'wenshu:Properties');
	if (found === undefined) return null;
	try {
		return JSON.parse(textOf(found, 'json')) as unknown;
	} catch {
		return null;
	}
}

/** A text as it survives in an attribute: without control characters, and with single blanks. */
export function plain(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** What somebody renamed in another tool, else our own words letter for letter. */
export function renamed(element: ModdleElement, own: string, most: number): string {
	const name = plain(textOf(element, 'name'));
	return name === plain(own) ? own : name.slice(0, most).trim();
}
