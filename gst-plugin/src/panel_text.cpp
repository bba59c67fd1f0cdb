// SPDX-License-Identifier: MIT
#include "panel_text.hpp"

#include <fontconfig/fontconfig.h>

#include <cmath>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

// Without any font Pango draws nothing at all; its own list always names "Sans".
void require_font() {
  const FcFontSet* fonts = FcConfigGetFonts(nullptr, FcSetSystem);
  if (fonts == nullptr || fonts->nfont == 0)
    throw Error(ErrorKind::not_found,
                "no font is installed to write the scores with; on Debian: apt install fonts-dejavu-core");
}

}  // namespace

// A font map of its own: Pango's default one is shared by the whole thread.
PanelText::PanelText() : fonts_(pango_cairo_font_map_new()) {
  require_font();
  context_.reset(pango_font_map_create_context(fonts_.get()));
  const FontOptionsPtr options(cairo_font_options_create());
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options.get());
  layout_.reset(pango_layout_new(context_.get()));
  pango_layout_set_single_paragraph_mode(layout_.get(), TRUE);
  font_.reset(pango_font_description_from_string("Sans"));
}

void PanelText::set(const std::string& text, double size, bool bold) {
  pango_font_description_set_absolute_size(font_.get(), size * PANGO_SCALE);
  pango_font_description_set_weight(font_.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout_.get(), font_.get());
  pango_layout_set_width(layout_.get(), -1);
  pango_layout_set_text(layout_.get(), text.c_str(), static_cast<int>(text.size()));
}

double PanelText::width(const std::string& text, double size, bool bold) {
  set(text, size, bold);
  int width = 0;
  pango_layout_get_size(layout_.get(), &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

void PanelText::draw(cairo_t* cairo, const std::string& text, Place place, const Style& style) {
  set(text, style.size, style.bold);
  if (style.most > 0) {
    pango_layout_set_width(layout_.get(), static_cast<int>(std::ceil(style.most * PANGO_SCALE)));
    pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_END);
  }
  int width = 0;
  pango_layout_get_size(layout_.get(), &width, nullptr);
  const double x = style.align == Align::left ? place.x : place.x - static_cast<double>(width) / PANGO_SCALE;
  cairo_set_source_rgba(cairo, style.color.red, style.color.green, style.color.blue, style.color.alpha);
  cairo_move_to(cairo, x, std::round(place.baseline));
  pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout_.get(), 0));
}

}  // namespace aesthetic
