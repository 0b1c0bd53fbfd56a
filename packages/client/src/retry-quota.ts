// The figures of the vendor's retry mode "standard" (decisions/0101-retry-mode.md)
const fullQuota = 500;
const retryCost = 5;
const timeoutCost = 10;

/** A bucket of tokens that retries take from and successes give back to: when all calls fail, retries stop. */
export class RetryQuota {
  #tokens = fullQuota;

  /** Takes what one retry costs, and returns it; 0 when the bucket holds too little, and then takes nothing. */
  take(afterTimeout: boolean): number {
    const cost = afterTimeout ? timeoutCost : retryCost;
    if (cost > this.#tokens) return 0;
    this.#tokens -= cost;
    return cost;
  }

  /** Gives back what the last retry of a successful call cost; a call without retries gives 1. */
  give(cost: number): void {
    this.#tokens = Math.min(fullQuota, this.#tokens + (cost || 1));
  }
}
