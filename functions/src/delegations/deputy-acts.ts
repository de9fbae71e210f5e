import type { InstanceRecord, TrailVerb } from '@wenshu/domain/flow/model.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** `deputyActs/{id}`: one thing done in another's name (DG-9), as both of them find it afterwards. */
export interface DeputyAct {
	id: string;
	principal: string;
	principalName: string;
	proxy: string;
	proxyName: string;
	instanceId: string;
	title: string;
	number: string | null;
	flowName: string;
	stepName: string | null;
	verb: TrailVerb;
	opinion: string | null;
	at: Date;
	link: string;
}

/** Notes a line of a trail that was written in another's name; `seq` makes it one note a line. */
export function noteDeputyAct(
	work: UnitOfWork,
	{ id: instanceId, title, number, flowName, link }: InstanceRecord,
	seq: number,
	deed: Omit<DeputyAct, 'id' | 'instanceId' | 'title' | 'number' | 'flowName' | 'link'>,
): void {
	const id = `${instanceId}-${String(seq)}`;
	const note: DeputyAct = { id, instanceId, title, number, flowName, link, ...deed };
	work.create(`deputyActs/${id}`, note);
}
