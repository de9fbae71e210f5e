import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BPMN_LIMIT, exportBpmn, importBpmn, type Imported } from './bpmn.ts';
import { flowSchema, type Flow, type TaskNode } from './definition.ts';
import { unsoundness } from './soundness.ts';
import { aFlow, aNode, aStep } from './testing.ts';

async function imported(xml: string): Promise<Imported> {
	const read = await importBpmn(xml, 'new');
	if (!read.ok) throw new Error(read.code);
	return read.value;
}
/** A process of another engine round these elements. */
const foreignFile = (
	elements: string,
	attributes = '',
): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:flowable="http://flowable.org/bpmn" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <process id="leave" name="请假" isExecutable="true" ${attributes}>${elements}</process>
</definitions>`;
const flowTo = (id: string, from: string, to: string, rest = '', inner = ''): string =>
	`<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" ${rest}>${inner}</sequenceFlow>`;
const when = (text: string): string =>
	`<conditionExpression xsi:type="tFormalExpression"><![CDATA[${text}]]></conditionExpression>`;
/** One user task between a start and an end. */
const oneTask = (attributes: string, inner = ''): string =>
	foreignFile(
		`<startEvent id="s"/><userTask id="t" name="审批" ${attributes}>${inner}</userTask><endEvent id="e"/>
		${flowTo('f1', 's', 't')}${flowTo('f2', 't', 'e')}`,
	);
async function theTask(xml: string): Promise<TaskNode & { said: string }> {
	const { flow, problems } = await imported(xml);
	const task = flow.nodes.find((node) => node.kind === 'task');
	if (task === undefined) throw new Error('no task');
	return { ...task, said: problems.map(({ problem }) => problem).join('\n') };
}

describe('export and import', () => {
	const id = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,8}$/);
	const text = (most: number) =>
		fc.string({ unit: 'grapheme', maxLength: most }).filter((s) => s.length <= most);
	const name = text(12)
		.map((s) => s.trim() || '名')
		.filter((s) => s.length <= 20);
	const step = fc
		.record({
			name,
			mode: fc.constantFrom('single', 'queue', 'all', 'any', 'vote'),
			opinionBox: text(20),
			free: fc.boolean(),
			handler: fc.oneof(
				fc.constant({ by: 'initiator' as const }),
				fc.record({
					by: fc.constant('person' as const),
					uids: fc.array(id, { minLength: 1, maxLength: 3 }),
				}),
				fc.record({ by: fc.constant('role' as const), roleId: id }),
				fc.record({ by: fc.constant('sameAs' as const), nodeId: id }),
			),
			vote: fc.option(
				fc.record({
					pass: fc.record({ by: fc.constant('ratio' as const), ratio: fc.constantFrom(0.5, 1) }),
				}),
			),
		})
		.map((facts) => ({ kind: 'task' as const, ...facts }));
	const node = fc.oneof(
		step,
		fc.record({ kind: fc.constantFrom('start', 'fork', 'join', 'gate', 'end'), name }),
		fc.record({ kind: fc.constant('sub' as const), name, flowId: id }),
	);
	const flows = fc
		.tuple(
			fc.uniqueArray(id, { minLength: 3, maxLength: 9 }),
			fc.array(node, { minLength: 9, maxLength: 9 }),
			fc.array(
				fc.record({
					from: fc.nat(9),
					to: fc.nat(9),
					label: text(20),
					when: fc.option(fc.constantFrom('amount > 5.0 && note != "<&>"', 'urgent')),
					disagree: fc.boolean(),
				}),
				{ minLength: 2, maxLength: 12 },
			),
			text(40)
				.map((s) => s.trim() || '流程')
				.filter((s) => s.length <= 40),
			text(100),
		)
		.map(([ids, nodes, edges, title, description]) =>
			flowSchema.parse({
				id: 'flow',
				version: 3,
				name: title,
				description,
				module: 'document',
				fields: [{ id: 'amount', label: '金额', type: 'number' }],
				nodes: ids.map((each, at) => ({ id: each, ...nodes[at] })),
				// The tenth place does not exist: an edge may lead nowhere while a flow is drawn.
				edges: edges.map(({ from, to, ...rest }, at) => ({
					id: `e${String(at)}`,
					from: ids[from] ?? 'nowhere',
					to: ids[to] ?? 'nowhere',
					...rest,
				})),
			}),
		);

	test('a definition comes back as it went, whatever it says', async () => {
		await fc.assert(
			fc.asyncProperty(flows, async (flow) => {
				const sorted = ({ edges, ...rest }: Flow) => {
					const known = new Set(rest.nodes.map(({ id: each }) => each));
					const isLoose = ({ from, to }: (typeof edges)[number]) =>
						!known.has(from) || !known.has(to);
					// Loose edges come last: they have no place in the file.
					return {
						...rest,
						edges: [...edges.filter((e) => !isLoose(e)), ...edges.filter(isLoose)],
					};
				};
				const back = await imported(await exportBpmn(flow));
				expect(back).toEqual({ flow: sorted(flow), problems: [] });
			}),
			{ seed: 20_261_126, numRuns: 60 },
		);
	});

	test('other engines find one way out of a step, and what is inclusive', async () => {
		const flow = aFlow(
			[
				aStep('a', { handler: { by: 'initiator' } }),
				aStep('b', { mode: 'any' }),
				aNode('f', 'fork'),
				aStep('c'),
				aStep('d'),
				aNode('j', 'join'),
			],
			[
				['start', 'a'],
				['a', 'b', '甲'],
				['a', 'f', '乙'],
				['b', 'end'],
				['f', 'c', { when: 'initiator != ""' }],
				['f', 'd'],
				['c', 'j'],
				['d', 'j'],
				['j', 'end'],
			],
		);
		const xml = await exportBpmn(flow);
		expect(xml.match(/<bpmn:exclusiveGateway/g)).toHaveLength(1);
		expect(xml.match(/<bpmn:inclusiveGateway/g)).toHaveLength(2);
		expect(xml).toContain('flowable:assignee="${initiator}"');
		expect(xml).toContain('${nrOfCompletedInstances &gt;= 1}');
	});

	test('what is renamed, moved or added in another tool is seen', async () => {
		const xml = await exportBpmn(aFlow([aStep('a', { handler: { by: 'initiator' } })]));
		const changed = xml
			.replace('id="node_a" name="a"', 'id="node_a" name="拟稿"')
			.replace('</bpmn:process>', '<bpmn:userTask id="more" name="更多" /></bpmn:process>');
		const { flow, problems } = await imported(changed);
		expect(flow.nodes.map(({ id: each, name: named }) => [each, named])).toContainEqual([
			'a',
			'拟稿',
		]);
		expect(flow.nodes.map(({ id: each }) => each)).toContain('more');
		expect(problems.map(({ problem }) => problem)).toEqual([
			'“更多”没有能识别的办理人，已改为由发送人选择。',
		]);
	});
});

describe('files of other engines', () => {
	test('a usual process becomes a sound definition', async () => {
		const { flow, problems } = await imported(
			foreignFile(`
				<documentation>年休假与事假</documentation>
				<startEvent id="start" flowable:initiator="applyBy"/>
				<userTask id="apply" name="填写申请" flowable:assignee="\${applyBy}"/>
				<exclusiveGateway id="x" default="f4"/>
				<userTask id="head" name="科长审批" camunda:candidateGroups="deptHead" flowable:dueDate="P2D"/>
				<exclusiveGateway id="m"/><parallelGateway id="split"/>
				<userTask id="p" name="人事" flowable:candidateUsers="lin, wu"/>
				<callActivity id="c" name="用车" calledElement="vehicle">
					<extensionElements><flowable:in source="day" target="date"/><flowable:out source="plate" target="car"/></extensionElements>
				</callActivity>
				<parallelGateway id="meet"/>
				<endEvent id="end"/>
				${flowTo('f1', 'start', 'apply')}${flowTo('f2', 'apply', 'x')}
				${flowTo('f3', 'x', 'head', 'name="超过三天"', when("${days > 3 and kind != '年假'}"))}
				${flowTo('f4', 'x', 'm')}${flowTo('f5', 'head', 'm')}${flowTo('f11', 'm', 'split')}
				${flowTo('f6', 'split', 'p')}${flowTo('f7', 'split', 'c')}
				${flowTo('f8', 'p', 'meet')}${flowTo('f9', 'c', 'meet')}${flowTo('f10', 'meet', 'end')}`),
		);
		expect(problems).toEqual([]);
		expect(unsoundness(flow)).toEqual([]);
		expect(flow).toMatchObject({
			id: 'new',
			version: 1,
			name: '请假',
			description: '年休假与事假',
		});
		expect(flow.nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
			'start start',
			'apply task',
			'x gate',
			'head task',
			'm gate',
			'split fork',
			'p task',
			'c sub',
			'meet join',
			'end end',
		]);
		expect(flow.edges.find(({ id }) => id === 'f3')).toMatchObject({
			label: '超过三天',
			when: 'days > 3.0 && kind != "年假"',
		});
		expect(flow.fields.map(({ id, type }) => `${id} ${type}`).sort()).toEqual([
			'car text',
			'day text',
			'days number',
			'kind text',
		]);
		expect(flow.nodes.find(({ id }) => id === 'c')).toMatchObject({
			fieldsIn: { day: 'date' },
			fieldsOut: { plate: 'car' },
		});
	});

	test.each([
		['flowable:assignee="${initiator}"', { by: 'initiator' }, ''],
		['flowable:assignee="lin"', { by: 'person', uids: ['lin'] }, ''],
		['camunda:candidateUsers="lin,wu"', { by: 'person', uids: ['lin', 'wu'] }, ''],
		['camunda:candidateGroups="clerk"', { by: 'role', roleId: 'clerk' }, ''],
		['camunda:candidateGroups="clerk,head"', { by: 'role', roleId: 'clerk' }, '候选组 head'],
		['flowable:assignee="${svc.find(x)}"', { by: 'chosen' }, '办理人 ${svc.find(x)} 不能转换'],
		['', { by: 'chosen' }, '没有能识别的办理人'],
	])('%s is asked of %o', async (attributes, handler, said) => {
		const task = await theTask(oneTask(attributes));
		expect(task.handler).toMatchObject(handler);
		expect(task.said).toContain(said);
		expect(task.said === '').toBe(said === '');
	});

	test.each([
		['isSequential="true"', '', 'queue', ''],
		['', '', 'all', ''],
		['', '${nrOfCompletedInstances >= 1}', 'any', ''],
		['', '${nrOfCompletedInstances/nrOfInstances >= 1.0}', 'all', ''],
		['', '${nrOfCompletedInstances / nrOfInstances >= 0.6}', 'vote', '票签'],
		['', '${nrOfCompletedInstances >= 3}', 'vote', '票签'],
		['', '${bean.done(execution)}', 'all', '完成条件 ${bean.done(execution)} 不能转换'],
	])('several instances %s until %s are %s', async (attributes, until, mode, said) => {
		const condition =
			until === ''
				? ''
				: `<completionCondition>${until.replace('>', '&gt;')}</completionCondition>`;
		const loop = `<multiInstanceLoopCharacteristics ${attributes} flowable:collection="people">${condition}</multiInstanceLoopCharacteristics>`;
		const task = await theTask(oneTask('flowable:assignee="${one}"', loop));
		expect(task.mode).toBe(mode);
		expect(task.vote === null).toBe(mode !== 'vote');
		expect(task.handler).toEqual({ by: 'field', fieldId: 'people' });
		expect(task.said).toContain(said);
	});

	test('what cannot be taken over is named', async () => {
		const { flow, problems } = await imported(
			foreignFile(`
				<startEvent id="s"><timerEventDefinition/></startEvent><startEvent id="s2" name="另一开始"/>
				<scriptTask id="script" name="算数"/><boundaryEvent id="b" name="超时" attachedToRef="t"/>
				<userTask id="t" name="一二三四五六七八九十一二三四五六七八九十一" flowable:assignee="lin" flowable:dueDate="\${due}">
					<extensionElements><flowable:taskListener event="create" class="X"/></extensionElements>
				</userTask>
				<inclusiveGateway id="g" default="f5"/><endEvent id="e"><terminateEventDefinition/></endEvent>
				${flowTo('f1', 's', 'script')}${flowTo('f2', 'script', 't')}${flowTo('f3', 't', 'g')}
				${flowTo('f4', 'g', 'e', 'name="算出来"', when('${svc.ok(execution)}'))}${flowTo('f5', 'g', 'e', 'name="默认"')}
				${flowTo('f6', 's2', 't', 'name="另"')}${flowTo('f7', 'b', 'e', 'name="超时线"')}`),
		);
		const said = problems.map(({ problem }) => problem).join('\n');
		for (const words of [
			'“s”的触发条件',
			'“另一开始”是多余的开始',
			'“算数”是脚本任务',
			'“超时”（BoundaryEvent）没有导入',
			'名称太长',
			'的期限 ${due} 不能转换',
			'的扩展 flowable:taskListener 没有导入',
			'“e”的结束方式',
			'“算出来”的条件 ${svc.ok(execution)} 不能转换',
			'“默认”原来只在其他各支都不成立时才走',
			'“另”这条连线连着没有导入的元素',
			'“超时线”这条连线连着没有导入的元素',
		])
			expect(said).toContain(words);
		// The way through the script stays whole.
		expect(flow.edges.map(({ from, to }) => `${from}-${to}`)).toEqual([
			's-script',
			'script-t',
			't-g',
			'g-e',
			'g-e',
		]);
	});

	test('a parallel gateway that both meets and divides becomes two', async () => {
		const { flow } = await imported(
			foreignFile(`<startEvent id="s"/><parallelGateway id="a"/><parallelGateway id="b"/><parallelGateway id="c"/>
				<userTask id="t" flowable:assignee="x"/><userTask id="u" flowable:assignee="x"/><endEvent id="e"/>
				${flowTo('f1', 's', 'a')}${flowTo('f2', 'a', 'b')}${flowTo('f3', 'a', 'b')}
				${flowTo('f4', 'b', 't')}${flowTo('f5', 'b', 'u')}${flowTo('f6', 't', 'c')}${flowTo('f7', 'u', 'c')}${flowTo('f8', 'c', 'e')}`),
		);
		expect(flow.nodes.map(({ id, kind }) => `${id} ${kind}`)).toContain('b join');
		expect(flow.nodes.map(({ id, kind }) => `${id} ${kind}`)).toContain('b_fork fork');
		expect(flow.edges).toContainEqual(expect.objectContaining({ from: 'b', to: 'b_fork' }));
	});

	test.each([
		['flow/bpmnTooLarge', foreignFile(' '.repeat(BPMN_LIMIT))],
		[
			'flow/bpmnDoctype',
			`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${foreignFile('')}`,
		],
		['flow/bpmnUnreadable', 'no xml'],
		['flow/bpmnUnreadable', '<html/>'],
		[
			'flow/bpmnNoProcess',
			'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"/>',
		],
	])('%s', async (code, xml) => {
		expect(await importBpmn(xml, 'new')).toEqual({ ok: false, code });
	});
});
