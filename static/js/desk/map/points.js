// Where are the agency's points? Each is a way to its page.

import { fit, layerOf, openMap, thinNames } from './base.js';

/** @param {HTMLElement} element with data-points: [{name, shape, href, state}], data-others: [{name, shape}] */
export function showPoints(element) {
  const map = openMap(element);
  for (const other of JSON.parse(element.dataset.others ?? '[]')) {
    layerOf(other.shape, 'point other').bindTooltip(other.name).addTo(map);
  }
  const layers = JSON.parse(element.dataset.points ?? '[]').map((point) => {
    const layer = layerOf(point.shape, `point ${point.state}`).addTo(map);
    layer.bindTooltip(point.name, {
      permanent: true,
      direction: 'center',
      className: 'point-name',
    });
    layer.on('click', () => location.assign(point.href));
    return layer;
  });
  fit(map, layers);
  thinNames(map, layers);
}
