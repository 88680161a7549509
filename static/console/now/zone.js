/* Of which zone the page shows queue, sound and hold, where the hall has several. */
import { page } from "../../shared/modules.js";

const MAIN = "main";

/** The id of the zone that is shown. */
export function zoneId() {
  return page.find("zone").value || MAIN;
}

/** Begin: call changed when another zone is chosen. */
export function beginZone(changed) {
  page.find("zone").addEventListener("change", changed);
}

/** Offer the zones that the hall has now; the one that is shown stays, if it is still there. */
export function drawZone(state) {
  const select = page.find("zone");
  const chosen = zoneId();
  const rows = state.zones.length ? state.zones : [{ id: MAIN, name: "", held: false }];
  const words = rows.map((zone) => [zone.id, zone.held && rows.length > 1 ? `${zone.name} (ditahan)` : zone.name]);
  const shown = Array.from(select.options, (option) => [option.value, option.text]);
  select.hidden = rows.length < 2;
  if (JSON.stringify(shown) === JSON.stringify(words)) {
    return;
  }
  select.replaceChildren(...words.map(([value, text]) => page.make("option", text, { value })));
  select.value = rows.some((zone) => zone.id === chosen) ? chosen : MAIN;
}
