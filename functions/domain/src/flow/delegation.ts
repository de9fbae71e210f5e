/**
 * 代办委托 (routing 20, DOC-6): somebody acts for a person during a window. The principal keeps their tasks and
 * sees them; nobody passes a delegation on; when the window ends only the principal can act.
 */
export interface Delegation {
	id: string;
	principal: string;
	principalName: string;
	proxy: string;
	proxyName: string;
	from: Date;
	until: Date;
	/** Flows it holds for; empty for all. */
	flowIds: string[];
	reason: string;
	createdBy: string;
	createdByName: string;
	createdAt: Date;
	/** When it ended; before its time where `endedBy` says by whom. Null while it stands or is still to begin. */
	endedAt: Date | null;
	endedBy: string | null;
	/** When open tasks have to be brought in line with it next; null for never. */
	nextAt: Date | null;
	/** Where a batch of tasks stopped half-way; null at the start. */
	cursor: string | null;
}

/** Whether a delegation holds at a moment for a flow (or for any, where none is named). */
export function isInForce(delegation: Delegation, now: Date, flowId?: string): boolean {
	const { from, until, endedAt, flowIds } = delegation;
	if (endedAt !== null || now < from || now >= until) return false;
	return flowId === undefined || flowIds.length === 0 || flowIds.includes(flowId);
}

/** For whom a person may act now in a flow. */
export function principalsOf(
	delegations: readonly Delegation[],
	proxy: string,
	flowId: string,
	now: Date,
): Set<string> {
	return new Set(
		delegations
			.filter((each) => each.proxy === proxy && isInForce(each, now, flowId))
			.map((each) => each.principal),
	);
}

/** Who may act now for a person in a flow. */
export function proxiesOf(
	delegations: readonly Delegation[],
	principal: string,
	flowId: string,
	now: Date,
): string[] {
	const proxies = delegations
		.filter((each) => each.principal === principal && isInForce(each, now, flowId))
		.map((each) => each.proxy);
	return [...new Set(proxies)];
}
