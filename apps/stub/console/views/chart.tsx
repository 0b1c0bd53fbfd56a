import { useMemo } from "preact/hooks";
import type { JournalEntry } from "../model/api.js";
import { rateOf, seconds } from "../model/rate.js";

const height = 28;
const step = 4;

/** The last minute: requests of each second as bars, rejected ones on top, and the slowest of each as a line. */
export function Chart({ entries, now }: { entries: readonly JournalEntry[]; now: number }) {
  const rate = useMemo(() => rateOf(entries, now), [entries, now]);
  const most = Math.max(1, ...rate.map(({ accepted, rejected }) => accepted + rejected));
  const slowestMs = Math.max(...rate.map(({ slowestMs }) => slowestMs));
  const last = rate.at(-2); // the newest second is not over
  const perSecond = last ? last.accepted + last.rejected : 0;
  // Over seconds without a request there is no line.
  const line = rate.map(({ accepted, rejected, slowestMs: ms }, index) => {
    const [x, y] = [index * step + (step - 1) / 2, height - 1 - (ms / Math.max(1, slowestMs)) * (height - 2)];
    const before = rate[index - 1];
    if (accepted + rejected === 0) return "";
    return before && before.accepted + before.rejected > 0 ? `L${x} ${y}` : `M${x - 1} ${y}L${x} ${y}`;
  });
  const text = `${perSecond} requests/s, most ${most}/s, slowest ${slowestMs} ms in the last minute`;
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${seconds * step} ${height}`} role="img" aria-label={text} preserveAspectRatio="none">
        {rate.map(({ accepted, rejected }, index) => {
          const [good, bad] = [(accepted / most) * height, (rejected / most) * height];
          const place = { x: index * step, width: step - 1 };
          return [
            good > 0 && <rect key={`good ${index}`} class="accepted" {...place} y={height - good} height={good} />,
            bad > 0 && <rect key={`bad ${index}`} class="rejected" {...place} y={height - good - bad} height={bad} />,
          ];
        })}
        <path d={line.join("")} />
      </svg>
      <figcaption aria-hidden="true">
        <b>{perSecond}</b>/s <span class="slowest">slowest {slowestMs} ms</span>
      </figcaption>
    </figure>
  );
}
