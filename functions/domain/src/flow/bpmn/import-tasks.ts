import { idSchema } from '../../access/model.ts';
import {
	subNodeSchema,
	taskNodeSchema,
	type Handler,
	type Mode,
	type Span,
	type SubNode,
	type TaskNode,
	type Vote,
} from '../definition.ts';
import type { Reading } from './import-nodes.ts';
import { childOf, extensions, foreign, textOf, type ModdleElement } from './moddle.ts';
import { idOf, nameOf } from './report.ts';

/** Names under which engines keep who began a case. */
const STARTERS = /^(initiator|starter|startUser(Id)?|applyUser(Id)?|applicant)$/i;

/** A task of people. */
export function importTask(element: ModdleElement, reading: Reading): TaskNode {
	const { report } = reading;
	if (element.$type !== 'bpmn:UserTask')
		report.say('没有说明由谁办理，已作为办理环节导入，请设置办理人。', element);
	const { mode, vote } = modeOf(element, reading);
	return taskNodeSchema.parse({
		id: idOf(element),
		kind: 'task',
		name: nameOf(element, '办理', report),
		mode,
		vote,
		handler: handlerOf(element, mode, reading),
		due: dueOf(element, reading),
		verbs: ['return', 'circulate', 'retract', 'urge'],
	});
}

/** 串签, 会签, 或签 or 票签, by how several instances of a task are run and when they are complete. */
function modeOf(element: ModdleElement, { report }: Reading): { mode: Mode; vote: Vote | null } {
	const loop = childOf(element, 'loopCharacteristics');
	if (loop === undefined) return { mode: 'single', vote: null };
	if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
		report.say('的循环方式没有导入，按单人办理处理。', element);
		return { mode: 'single', vote: null };
	}
	const until = textOf(childOf(loop, 'completionCondition'), 'body').replace(/\s+/g, '');
	const whole: Mode = loop['isSequential'] === true ? 'queue' : 'all';
	if (until === '' || /^\$\{nrOfCompletedInstances(==|>=)nrOfInstances\}$/.test(until))
		return { mode: whole, vote: null };
	if (/^\$\{nrOfCompletedInstances(>=1|==1|>0)\}$/.test(until)) return { mode: 'any', vote: null };
	const ratio = /^\$\{nrOfCompletedInstances\/nrOfInstances(?:>=|==)(\d*\.?\d+)\}$/.exec(
		until,
	)?.[1];
	if (ratio !== undefined && Number(ratio) >= 1) return { mode: whole, vote: null };
	if (ratio !== undefined && Number(ratio) > 0) {
		report.say('原来办完一定比例就通过，已改为同意达到这个比例才通过的票签，请检查。', element);
		return { mode: 'vote', vote: { pass: { by: 'ratio', ratio: Number(ratio) }, weights: {} } };
	}
	const count = /^\$\{nrOfCompletedInstances(?:>=|==)([2-9]|[1-9]\d{1,2})\}$/.exec(until)?.[1];
	if (count !== undefined) {
		report.say('原来办完一定人数就通过，已改为同意达到这个人数才通过的票签，请检查。', element);
		return { mode: 'vote', vote: { pass: { by: 'count', count: Number(count) }, weights: {} } };
	}
	report.say(`的完成条件 ${until} 不能转换，已改为全部办理后完成。`, element);
	return { mode: whole, vote: null };
}

/** Who handles the task, from the attributes of Flowable, Activiti or Camunda. */
function handlerOf(element: ModdleElement, mode: Mode, reading: Reading): Handler {
	const { report, fields, starters } = reading;
	const assignee = foreign(element, 'assignee');
	const users = foreign(element, 'candidateUsers');
	const groups = foreign(element, 'candidateGroups');
	const variable = /^[$#]\{(\w+)\}$/.exec(assignee)?.[1];
	if (variable !== undefined && (STARTERS.test(variable) || starters.has(variable)))
		return { by: 'initiator' };
	const collection = /^(?:[$#]\{)?(\w+)\}?$/.exec(
		foreign(childOf(element, 'loopCharacteristics'), 'collection'),
	)?.[1];
	if (mode !== 'single' && collection !== undefined) {
		if (!fields.some(({ id }) => id === collection))
			fields.push({ id: collection, label: collection.slice(0, 20), type: 'people', options: [] });
		return { by: 'field', fieldId: collection };
	}
	const people = [assignee, ...users.split(',')].map((id) => id.trim()).filter((id) => id !== '');
	const uids = people.filter((id) => idSchema.safeParse(id).success);
	const roles = groups
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	for (const other of people.filter((id) => !uids.includes(id)))
		report.say(`的办理人 ${other} 不能转换，请重新设置。`, element);
	if (uids.length > 0) {
		if (roles.length > 0) report.say(`的候选组 ${groups} 没有导入，只保留了指定的人。`, element);
		return { by: 'person', uids: uids.slice(0, 50) };
	}
	const role = roles.find((id) => idSchema.safeParse(id).success);
	for (const other of roles.filter((id) => id !== role))
		report.say(`的候选组 ${other} 没有导入，一个环节只能有一个角色。`, element);
	if (role !== undefined) return { by: 'role', roleId: role };
	if (people.length === 0 && element.$type === 'bpmn:UserTask')
		report.say('没有能识别的办理人，已改为由发送人选择。', element);
	return { by: 'chosen', fromRoleId: null, min: 1, max: mode === 'single' ? 1 : 10 };
}

/** An ISO 8601 duration of days or hours. */
function dueOf(element: ModdleElement, { report }: Reading): Span | null {
	const due = foreign(element, 'dueDate');
	if (due === '') return null;
	const [, days, hours] = /^P(?:(\d{1,2})D|T(\d{1,4})H)$/.exec(due) ?? [];
	const amount = days === undefined ? Number(hours ?? 0) : Number(days) * 24;
	if (amount >= 1 && amount <= 2160) return { amount, unit: 'hours' };
	report.say(`的期限 ${due} 不能转换，请重新设置。`, element);
	return null;
}

/** Another process that is called. */
export function importCall(element: ModdleElement, { report, fields }: Reading): SubNode {
	const called = textOf(element, 'calledElement');
	const isPlain = idSchema.safeParse(called).success;
	if (!isPlain) report.say(`调用的流程 ${called || '（未填）'} 不能识别，请重新选择。`, element);
	if (childOf(element, 'loopCharacteristics') !== undefined)
		report.say('的多实例设置没有导入，只发起一次子流程。', element);
	const fieldsIn: Record<string, string> = {};
	const fieldsOut: Record<string, string> = {};
	for (const value of extensions(element)) {
		const direction = /:(in|out)$/.exec(value.$type)?.[1];
		if (direction === undefined) continue;
		const [source, target] = [mapped(value, 'source'), mapped(value, 'target')];
		if (source === null || target === null) {
			report.say('有一项传递的变量不能转换，请重新设置。', element);
			continue;
		}
		(direction === 'in' ? fieldsIn : fieldsOut)[source] = target;
		const own = direction === 'in' ? source : target;
		if (!fields.some(({ id }) => id === own))
			fields.push({ id: own, label: own.slice(0, 20), type: 'text', options: [] });
	}
	return subNodeSchema.parse({
		id: idOf(element),
		kind: 'sub',
		name: nameOf(element, '子流程', report),
		flowId: isPlain ? called : 'unknown',
		fieldsIn,
		fieldsOut,
	});
}

/** A name of a variable in an element that the model does not know: its attributes are plain properties. */
function mapped(value: ModdleElement, name: string): string | null {
	const id = textOf(value, name) || (value.$attrs[name] ?? '');
	return idSchema.safeParse(id).success ? id : null;
}
