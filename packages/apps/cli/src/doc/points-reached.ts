import { isInternalName, type Manifest, type ManifestProbe } from "@tapset/core";

/** The probe points of families that a point comes down to: a tapset's internal aliases say nothing to who reads of what serves a probe. */
export type PointsReached = (point: string) => readonly string[];

export function pointsReached(manifests: readonly Manifest[]): PointsReached {
  const internal = new Map<string, ManifestProbe>();
  for (const probe of manifests.flatMap(({ probes }) => probes)) if (isInternalName(probe.name)) internal.set(probe.name, probe);
  const reached: PointsReached = (point) => {
    const probe = internal.get(point);
    return probe === undefined ? [point] : [...new Set(probe.backends.flatMap((backend) => reached(backend.point)))];
  };
  return reached;
}
