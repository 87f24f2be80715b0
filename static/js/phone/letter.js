// What is typed of a letter of assignment, and what is sent of it? Pure.

/** @param {string} text */
function lines(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What is sent of what was typed. @param {Record<string, string>} values @param {Map<string, any>} shapes */
export function written({ covers, places, members, ...rest }, shapes) {
  return {
    ...rest,
    covers: rest.kind === 'in_town_short' ? covers : 'both',
    places: lines(places).map((name) => ({ name, shape: shapes.get(name) ?? null })),
    members: lines(members).map((one) => one.replaceAll(/\D/g, '')),
  };
}

/** @param {any} json a letter as it is sent or listed */
export function typed(json) {
  const nip = (/** @type {any} */ one) => one.nip ?? one;
  return {
    ...json,
    places: json.places.map((/** @type {any} */ one) => one.name).join('\n'),
    members: (json.members ?? []).map(nip).join('\n'),
    note: '',
  };
}
