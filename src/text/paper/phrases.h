// Every text of a printed document, its languages side by side. Private to src/text.
#pragma once

#include <array>
#include <string_view>

#include "msp/document.h"

namespace msp {

struct Phrase {
  std::string_view en;
  std::string_view fi;
  constexpr std::string_view in(Language language) const {
    return language == Language::fi ? fi : en;
  }
};

namespace phrases {

inline constexpr Phrase invoice{"Invoice", "Lasku"};
inline constexpr Phrase credit_note{"Credit note", "Hyvityslasku"};
inline constexpr Phrase bill_to{"Bill to", "Laskutetaan"};
inline constexpr Phrase vat_id{"VAT ID", "ALV-tunniste"};

inline constexpr Phrase issued_on{"Date", "Päiväys"};
inline constexpr Phrase due_on{"Due date", "Eräpäivä"};
inline constexpr Phrase terms{"Payment terms", "Maksuehto"};
inline constexpr Phrase days_net{"{} days net", "{} päivää netto"};
inline constexpr Phrase a_day_net{"1 day net", "1 päivä netto"};
inline constexpr Phrase at_once{"at once", "heti"};
inline constexpr Phrase your_reference{"Your reference", "Viitteenne"};
inline constexpr Phrase purchase_order{"Purchase order", "Tilausnumero"};
inline constexpr Phrase contract{"Contract", "Sopimus"};
inline constexpr Phrase business_id{"Business ID", "Y-tunnus"};
inline constexpr Phrase registration{"Registration", "Rekisterinumero"};
inline constexpr Phrase customer{"Customer", "Asiakas"};
inline constexpr Phrase reference{"Reference", "Viite"};
inline constexpr Phrase corrects{"Corrects invoice", "Korjaa laskua"};

inline constexpr Phrase dated{"dated", "päivätty"};

inline constexpr Phrase line{"No.", "Nro"};
inline constexpr Phrase description{"Description", "Kuvaus"};
inline constexpr Phrase period{"Period", "Kausi"};
inline constexpr Phrase quantity{"Quantity", "Määrä"};
inline constexpr Phrase unit_price{"Unit price", "Yksikköhinta"};
inline constexpr Phrase net_column{"Net {}", "Veroton {}"};  ///< and the currency

inline constexpr Phrase vat{"VAT", "ALV"};
inline constexpr Phrase vat_breakdown{"VAT breakdown", "ALV-erittely"};
inline constexpr Phrase taxable{"Net", "Veroton"};
inline constexpr Phrase net_total{"Net total", "Veroton yhteensä"};
inline constexpr Phrase tax_total{"VAT total", "ALV yhteensä"};
inline constexpr Phrase total{"Total to pay {}", "Maksettava yhteensä {}"};
inline constexpr Phrase total_nothing{"Nothing to pay {}", "Ei maksettavaa {}"};
inline constexpr Phrase total_credit{"Total credit {}", "Hyvitys yhteensä {}"};

inline constexpr Phrase payment{"Payment", "Maksutiedot"};
inline constexpr Phrase payee{"Payee", "Saaja"};
inline constexpr Phrase iban{"IBAN", "IBAN"};
inline constexpr Phrase bic{"BIC", "BIC"};
inline constexpr Phrase amount{"Amount", "Summa"};
inline constexpr Phrase barcode{"Bank barcode", "Virtuaaliviivakoodi"};
inline constexpr Phrase qr{"Scan to pay", "Maksa koodilla"};
inline constexpr Phrase nothing_to_pay{"There is nothing to pay: this amount is credited to you.",
                                       "Ei maksettavaa: summa hyvitetään teille."};
inline constexpr Phrase page{"Page", "Sivu"};
inline constexpr Phrase of{"of", "/"};

// ---- below a line ----
inline constexpr Phrase adjusts{"Adjusts invoice {}, line {}", "Oikaisee laskun {} riviä {}"};
inline constexpr Phrase credits{"Credits invoice {}, line {}", "Hyvittää laskun {} riviä {}"};
inline constexpr Phrase now_owed{"Now owed {}, billed before {}",
                                 "Oikea summa {}, aiemmin laskutettu {}"};
inline constexpr Phrase rest_of_whole{"the rest of a whole", "kokonaisuuden loppuosa"};
inline constexpr Phrase of_days{"{} of {} days", "{}/{} päivää"};
inline constexpr Phrase of_periods{"{} billing periods", "{} laskutuskautta"};
inline constexpr Phrase of_tier{"Units {}–{}", "Kappaleet {}–{}"};
inline constexpr Phrase of_base{"{} of {}", "{} summasta {}"};

/// Tax categories (UNTDID 5305) that need words; a plain rate needs none.
struct Category {
  std::string_view code;
  Phrase name;
};
inline constexpr std::array<Category, 6> categories{{
    {"AE", {"reverse charge", "käännetty verovelvollisuus"}},
    {"E", {"exempt from VAT", "veroton myynti"}},
    {"G", {"export outside the EU", "vienti EU:n ulkopuolelle"}},
    {"K", {"intra-Community supply", "yhteisömyynti"}},
    {"O", {"outside the scope of VAT", "arvonlisäverotuksen ulkopuolella"}},
    {"Z", {"zero rate", "nollaverokanta"}},
}};

/// Before the name of what is charged, on lines of that kind.
inline constexpr Phrase credit_for{"Credit for ", "Hyvitys: "};
inline constexpr Phrase discount{"Discount ", "Alennus "};
/// Behind it, in the order of RemarkKind; a date or words follow where the remark has them.
inline constexpr std::array<Phrase, words<RemarkKind>.size()> remarks{{
    {", month of decision", ", päätöskuukausi"},
    {", nobody decided", ", päätöstä ei ilmoitettu"},
    {", setup", ", käyttöönotto"},
    {", commitment through ", ", sitoumuksen loppuaika päättyy "},
    {": declined, received ", ": peruttu, ilmoitettu "},
    {": cancelled, received ", ": irtisanottu, ilmoitettu "},
    {": deactivated, received ", ": suljettu, ilmoitettu "},
    {": nobody decided, ", ": päätöstä ei ilmoitettu, "},
    {": ", ": "},
    {": recorded by mistake, taken back ", ": kirjattu virheellisesti, peruttu "},
    {", ", ", "},
}};

}  // namespace phrases
}  // namespace msp
