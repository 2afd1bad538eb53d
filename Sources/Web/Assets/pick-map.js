"use strict";
// A place is set by a tap on the map; without this script its latitude and longitude are typed.
for (const box of document.querySelectorAll("[data-pick-map]")) {
  if (!window.L) break;
  const form = box.closest("form");
  const latitude = form.querySelector("[name=latitude]");
  const longitude = form.querySelector("[name=longitude]");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const typed = () => {
    const north = Number(latitude.value.replace(",", "."));
    const east = Number(longitude.value.replace(",", "."));
    return latitude.value && longitude.value && Math.abs(north) <= 90 && Math.abs(east) <= 180 ? [north, east] : null;
  };

  box.hidden = false;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", box.dataset.label);
  const map = L.map(box, {
    center: typed() || [Number(box.dataset.latitude), Number(box.dataset.longitude)], zoom: typed() ? 15 : 12,
    scrollWheelZoom: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
  });
  map.attributionControl.setPrefix(false);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18, minZoom: 9 }).addTo(map);
  fetch(box.dataset.shapes).then((answer) => answer.json()).then((data) => {
    const areas = data.features.filter((feature) => feature.properties.kind === "area");
    L.geoJSON(areas, { interactive: false, style: { color: "#807a70", weight: 1, fillOpacity: .05 } }).addTo(map);
  }).catch(() => { /* the map works without the areas */ });

  const marker = L.circleMarker(typed() || map.getCenter(), { radius: 11, color: "#0b5563", weight: 4, interactive: false });
  const show = () => {
    const point = typed();
    if (!point) return void marker.remove();
    marker.setLatLng(point).addTo(map);
  };
  show();
  map.on("click", ({ latlng }) => {
    latitude.value = latlng.lat.toFixed(5);
    longitude.value = latlng.lng.toFixed(5);
    latitude.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  });
  for (const field of [latitude, longitude]) field.addEventListener("input", show);
}
